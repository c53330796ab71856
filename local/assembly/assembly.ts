import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});

const assets = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })),
});

export type TemplateResource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
};

/** The two templates as one set of resources. Logical ids do not collide: the CDK hashes each one's path. */
export type Assembly = {
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** Values that one stack exports for the other, still unresolved. */
  readonly exports: ReadonlyMap<string, unknown>;
  /** Where the file asset with this hash was built. */
  readonly assetDirectories: ReadonlyMap<string, string>;
};

export async function readAssembly(directory: string): Promise<Assembly> {
  const files = await readdir(directory);
  const read = async <Schema extends z.ZodType>(suffix: string, schema: Schema) =>
    Promise.all(
      files
        .filter((file) => file.endsWith(suffix))
        .map(async (file) => schema.parse(JSON.parse(await readFile(join(directory, file), 'utf8')))),
    );
  const templates = await read('.template.json', template);
  const manifests = await read('.assets.json', assets);

  return {
    resources: new Map(templates.flatMap(({ Resources }) => Object.entries(Resources))),
    exports: new Map(templates.flatMap(({ Outputs }) => Object.values(Outputs).flatMap(exported))),
    assetDirectories: new Map(
      manifests.flatMap(({ files: found }) =>
        Object.entries(found).map(([hash, { source }]): [string, string] => [
          hash,
          resolve(directory, source.path),
        ]),
      ),
    ),
  };
}

function exported({ Value, Export }: z.output<typeof template>['Outputs'][string]): [string, unknown][] {
  return Export === undefined ? [] : [[String(Export.Name), Value]];
}
