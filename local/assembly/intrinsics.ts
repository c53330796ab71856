/** What the template's functions need to know of the world. */
export type Resolution = {
  /** The value of `Ref`, for a resource or a pseudo parameter. Throws when nothing is known of the name. */
  readonly ref: (logicalId: string) => string;
  readonly attribute: (logicalId: string, attribute: string) => string;
  readonly imported: (name: string) => unknown;
};

/** Replaces CloudFormation's functions by their values. A function that is not known is an error. */
export function resolveIntrinsics(value: unknown, resolution: Resolution): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolveIntrinsics(item, resolution)).filter((item) => item !== noValue);
  }
  if (typeof value !== 'object' || value === null) return value;

  const [name, argument] = Object.entries(value)[0] ?? [];
  const isIntrinsic = Object.keys(value).length === 1 && (name === 'Ref' || name?.startsWith('Fn::'));
  if (isIntrinsic && name !== undefined) return call(name, argument, resolution);

  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolveIntrinsics(item, resolution)] as const)
      .filter(([, item]) => item !== noValue),
  );
}

const noValue = Symbol('AWS::NoValue');

function call(name: string, argument: unknown, resolution: Resolution): unknown {
  const resolved = (part: unknown) => resolveIntrinsics(part, resolution);
  const list = Array.isArray(argument) ? argument : [];

  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? noValue : resolution.ref(String(argument));
    case 'Fn::GetAtt':
      return resolution.attribute(String(list[0]), String(list[1]));
    case 'Fn::ImportValue':
      return resolved(resolution.imported(String(resolved(argument))));
    case 'Fn::Join': {
      const parts = resolved(list[1]);
      return (Array.isArray(parts) ? parts : []).map(String).join(String(list[0]));
    }
    case 'Fn::Select': {
      const parts = resolved(list[1]);
      return Array.isArray(parts) ? parts[Number(list[0])] : undefined;
    }
    case 'Fn::Split':
      return String(resolved(list[1])).split(String(list[0]));
    case 'Fn::Sub':
      return substitute(argument, resolution);
    default:
      throw new Error(`The laptop does not know the template function ${name}.`);
  }
}

function substitute(argument: unknown, resolution: Resolution): string {
  if (typeof argument !== 'string') throw new Error('The laptop knows Fn::Sub with a string only.');
  return argument.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const [logicalId = '', attribute] = name.split('.');
    return attribute === undefined ? resolution.ref(name) : resolution.attribute(logicalId, attribute);
  });
}
