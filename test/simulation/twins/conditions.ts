import { isDeepStrictEqual } from 'node:util';

export type Item = Record<string, unknown>;
export type Names = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, unknown>>;
type Context = { readonly item: Item | undefined; readonly names: Names; readonly values: Values };
type Check = (context: Context) => boolean;

const parsed = new Map<string, Check>();

/** Whether a condition of DynamoDB holds: the part of its language that the adapters use. Anything else throws. */
export function conditionHolds(
  expression: string | undefined,
  item: Item | undefined,
  names: Names = {},
  values: Values = {},
): boolean {
  if (expression === undefined) return true;
  const known = parsed.get(expression);
  const check = known ?? parse(expression);
  if (known === undefined) parsed.set(expression, check);
  return check({ item, names, values });
}

export function tokensOf(expression: string): string[] {
  const tokens = expression.match(/[#:]?\w+|<=|>=|<>|[=<>(),+-]/g) ?? [];
  if (tokens.join('') !== expression.replace(/\s+/g, ''))
    throw new Error(`The twin cannot read "${expression}".`);
  return tokens;
}

function parse(expression: string): Check {
  const tokens = tokensOf(expression);
  let at = 0;
  const next = () => tokens[at++] ?? '';
  const expect = (token: string) => {
    const found = next();
    if (found.toUpperCase() !== token)
      throw new Error(`"${token}" instead of "${found}" in "${expression}".`);
  };
  const peek = () => (tokens[at] ?? '').toUpperCase();

  function any(): Check {
    let left = all();
    while (peek() === 'OR') {
      next();
      const [one, other] = [left, all()];
      left = (context) => one(context) || other(context);
    }
    return left;
  }

  function all(): Check {
    let left = one();
    while (peek() === 'AND') {
      next();
      const [first, second] = [left, one()];
      left = (context) => first(context) && second(context);
    }
    return left;
  }

  function one(): Check {
    if (peek() === '(') {
      next();
      const inner = any();
      expect(')');
      return inner;
    }
    const name = next();
    if (peek() === '(') return call(name);
    return comparison(name);
  }

  function call(name: string): Check {
    expect('(');
    const operand = next();
    const [second] = rest();
    switch (name) {
      case 'attribute_exists':
        return (context) => read(operand, context) !== undefined;
      case 'attribute_not_exists':
        return (context) => read(operand, context) === undefined;
      case 'begins_with':
        return (context) =>
          String(read(operand, context) ?? '').startsWith(String(read(second ?? '', context)));
      default:
        throw new Error(`The twin knows no function "${name}".`);
    }
  }

  /** What follows the first operand, to the closing bracket. */
  function rest(): string[] {
    const operands: string[] = [];
    while (peek() === ',') {
      next();
      operands.push(next());
    }
    expect(')');
    return operands;
  }

  function comparison(left: string): Check {
    const operator = next().toUpperCase();
    if (operator === 'BETWEEN') {
      const low = next();
      expect('AND');
      const high = next();
      return (context) =>
        compared(left, low, context, (sign) => sign >= 0) &&
        compared(left, high, context, (sign) => sign <= 0);
    }
    if (operator === 'IN') {
      expect('(');
      const members = [next(), ...rest()];
      return (context) => members.some((member) => isSame(read(left, context), read(member, context)));
    }
    const right = next();
    switch (operator) {
      case '=':
        return (context) =>
          read(left, context) !== undefined && isSame(read(left, context), read(right, context));
      case '<':
        return (context) => compared(left, right, context, (sign) => sign < 0);
      case '<=':
        return (context) => compared(left, right, context, (sign) => sign <= 0);
      case '>':
        return (context) => compared(left, right, context, (sign) => sign > 0);
      case '>=':
        return (context) => compared(left, right, context, (sign) => sign >= 0);
      default:
        throw new Error(`The twin knows no operator "${operator}" in "${expression}".`);
    }
  }

  const check = any();
  if (at !== tokens.length) throw new Error(`The twin cannot read all of "${expression}".`);
  return check;
}

export function read(operand: string, { item, names, values }: Context): unknown {
  if (operand.startsWith(':')) {
    if (!(operand in values)) throw new Error(`The value ${operand} is not given.`);
    return values[operand];
  }
  return item?.[nameOf(operand, names)];
}

export function nameOf(operand: string, names: Names): string {
  if (!operand.startsWith('#')) return operand;
  const name = names[operand];
  if (name === undefined) throw new Error(`The name ${operand} is not given.`);
  return name;
}

/** Mostly strings and numbers, which need no look inside. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || isDeepStrictEqual(a, b);
}

/** What has no order, such as an attribute that is not there, compares to nothing. */
function compared(left: string, right: string, context: Context, holds: (sign: number) => boolean): boolean {
  const [a, b] = [read(left, context), read(right, context)];
  if (typeof a === 'number' && typeof b === 'number') return holds(a - b);
  if (typeof a === 'string' && typeof b === 'string') return holds(a < b ? -1 : a > b ? 1 : 0);
  return false;
}
