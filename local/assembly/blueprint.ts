import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { resolveIntrinsics } from './intrinsics.ts';
import { attributeOf, type Fronts, pseudoParameter, refOf } from './names.ts';
import { resourceKinds } from './resource-kinds.ts';

export type ResolvedResource = { readonly logicalId: string; readonly properties: unknown };

/** The templates with every function replaced by its value, by resource type. */
export class Blueprint {
  readonly #byType: ReadonlyMap<string, readonly ResolvedResource[]>;

  constructor(assembly: Assembly, fronts: Fronts) {
    refuseUnknownTypes(assembly);
    const resolution = resolutionOf(assembly, fronts);
    const resources = [...assembly.resources].map(([logicalId, { Type, Properties }]) => ({
      type: Type,
      logicalId,
      properties: resolveIntrinsics(Properties, resolution),
    }));
    this.#byType = Map.groupBy(resources, ({ type }) => type);
  }

  /** All resources of a type, parsed. A property of another shape than the laptop knows is an error that names it. */
  all<Schema extends z.ZodType>(
    type: string,
    schema: Schema,
  ): { logicalId: string; properties: z.output<Schema> }[] {
    return (this.#byType.get(type) ?? []).map(({ logicalId, properties }) => {
      const parsed = schema.safeParse(properties);
      if (!parsed.success) {
        throw new Error(`The laptop cannot run ${type} ${logicalId}: ${z.prettifyError(parsed.error)}`);
      }
      return { logicalId, properties: parsed.data };
    });
  }
}

function refuseUnknownTypes({ resources }: Assembly): void {
  for (const [logicalId, { Type }] of resources) {
    if (resourceKinds[Type] === undefined) {
      throw new Error(
        `The laptop does not know what ${Type} (${logicalId}) is. Teach it in local/assembly/resource-kinds.ts.`,
      );
    }
  }
}

function resolutionOf({ resources, exports }: Assembly, fronts: Fronts) {
  const resourceOf = (logicalId: string) => {
    const resource = resources.get(logicalId);
    if (resource === undefined)
      throw new Error(`The templates refer to ${logicalId}, which they do not describe.`);
    return resource;
  };

  return {
    ref: (name: string) => pseudoParameter(name) ?? refOf(name, resourceOf(name), fronts),
    attribute: (logicalId: string, attribute: string) =>
      attributeOf(logicalId, resourceOf(logicalId), attribute, fronts),
    imported: (name: string) => {
      if (!exports.has(name)) throw new Error(`The templates import ${name}, which neither exports.`);
      return exports.get(name);
    },
  };
}
