import * as z from 'zod';

/** The names that an object may have at a path of what a schema parses; none where there is no such object. */
export function knownNames(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const found = path.reduce<readonly unknown[]>(
    (schemas, segment) => schemas.flatMap((each) => childrenOf(each, segment)),
    alternativesOf(schema),
  );
  return [...new Set(found.flatMap((each) => (each instanceof z.ZodObject ? Object.keys(each.shape) : [])))];
}

function childrenOf(schema: unknown, segment: PropertyKey): readonly unknown[] {
  if (schema instanceof z.ZodArray) return typeof segment === 'number' ? alternativesOf(schema.element) : [];
  if (!(schema instanceof z.ZodObject)) return [];
  const [, child] = Object.entries(schema.shape).find(([name]) => name === segment) ?? [];
  return child === undefined ? [] : alternativesOf(child);
}

/** What a value may be parsed by: schemas of unions one by one, and without what wraps them. */
function alternativesOf(schema: unknown): readonly unknown[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternativesOf);
  if (schema instanceof z.ZodIntersection) return [schema.def.left, schema.def.right].flatMap(alternativesOf);
  if (isWrapping(schema)) return alternativesOf(schema.def.innerType);
  // `preprocess` puts a transform first, which knows no names.
  if (schema instanceof z.ZodPipe)
    return alternativesOf(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  return [schema];
}

function isWrapping(schema: unknown) {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNonOptional
  );
}
