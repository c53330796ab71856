import { Blueprint } from '../../local/assembly/blueprint.ts';

export type ExampleResources = Readonly<
  Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>
>;

/** A template of these resources, as the laptop reads it. */
export function blueprintOf(resources: ExampleResources): Blueprint {
  const assembly = {
    resources: new Map(
      Object.entries(resources).map(([id, { Type, Properties = {} }]) => [id, { Type, Properties }]),
    ),
    exports: new Map<string, unknown>(),
    assetDirectories: new Map<string, string>(),
  };
  return new Blueprint(assembly, { sqsEndpoint: 'http://127.0.0.1:4000', cdnHost: '127.0.0.1:5000' });
}
