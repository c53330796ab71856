import * as z from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** The names that an object may have at a path of what a schema parses; none where there is no such object. */
export function knownNames(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const found = path.reduce<readonly Schema[]>(
    (schemas, segment) => schemas.flatMap((each) => childrenOf(each, segment)),
    alternativesOf(root),
  );
  return [...new Set(found.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function childrenOf({ properties = {}, items }: Schema, segment: PropertyKey): readonly Schema[] {
  const child = typeof segment === 'number' ? items : properties[String(segment)];
  return [child].flat().flatMap((each) => (typeof each === 'object' ? alternativesOf(each) : []));
}

function alternativesOf(schema: Schema): readonly Schema[] {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives === undefined) return [schema];
  return alternatives.flatMap((each) => (typeof each === 'object' ? alternativesOf(each) : []));
}
