import { randomBytes } from 'node:crypto';
import type { AspectRatio } from '../../lambdas/domain/generation/aspect-ratio.ts';
import { sandboxPixelSize } from '../../lambdas/domain/generation/pixel-sizes/sandbox.ts';
import type { LibraryImageDetail } from '../../lambdas/domain/library/image.ts';
import { storageKeyOf } from '../../lambdas/domain/library/storage-keys.ts';

const scenes = [
  'A watercolour of a red fox asleep under a fern',
  'Studio photograph of a running shoe on wet slate',
  'An old lighthouse in a storm, long exposure',
  'ภาพถ่ายรองเท้าวิ่งบนพื้นหินอ่อน',
  'An isometric drawing of a tiny bakery at night',
  'Ein Gewächshaus voller Orchideen bei Nebel',
  'Macro of frost on a window, first light',
  'Una calle de Lisboa con tranvía amarillo',
  'A paper-cut diorama of a mountain village',
  'Portrait of an astronaut made of porcelain',
  '夜の港に浮かぶ赤い提灯',
  'A bowl of ripe figs on raw linen',
];
const words =
  'amber ancient autumn bright calm candlelit chrome cinematic cloudy copper crisp crystal delicate detailed distant dusty elegant emerald faded film foggy gentle glossy golden grainy hazy indigo ivory lavender linen low-key lush marble matte minimal misty mossy muted neon ochre painterly pale pastel quiet radiant rustic sepia shallow-focus silver soft solemn stark sunlit teal textured translucent velvet vintage vivid warm weathered wide-angle windswept'.split(
    ' ',
  );
const ratios: readonly AspectRatio[] = ['1:1', '16:9', '4:5', '3:2'];

/** About as long as people's prompts are. */
const promptBytes = 200;

/** A number that looks random and is the same every time. */
export function hashOf(seed: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** 200 bytes of prompt, which end in the picture's own number, so that each can be searched for. */
export function inventedPrompt(sequence: number): string {
  const end = `, picture ${sequence}`;
  let prompt = scenes[hashOf(sequence) % scenes.length] ?? '';
  for (let index = 1; ; index += 1) {
    const longer = `${prompt}, ${words[hashOf(sequence * 31 + index) % words.length]}`;
    if (Buffer.byteLength(longer + end) > promptBytes) return prompt + end;
    prompt = longer;
  }
}

/** A picture as a completion would write it, of a job that is not there. */
export function inventedPicture(
  team: { readonly teamId: string; readonly teamHandle: string },
  sequence: number,
  { jobId, presetId, createdAtMillis }: Pick<LibraryImageDetail, 'jobId' | 'presetId' | 'createdAtMillis'>,
): LibraryImageDetail {
  const aspectRatio = ratios[sequence % ratios.length] ?? '1:1';
  const userPrompt = inventedPrompt(sequence);
  return {
    imageId: `img_${randomHex()}`,
    teamId: team.teamId,
    jobId,
    storageKey: storageKeyOf(team.teamHandle, randomHex()),
    ...sandboxPixelSize(aspectRatio, 'standard'),
    bytes: 60_000 + (hashOf(sequence) % 90_000),
    presetId,
    modelVersion: 'sandbox',
    userPrompt,
    aspectRatio,
    resolution: 'standard',
    isPublic: false,
    createdAtMillis,
    prompt: userPrompt,
    variables: {},
    provenance: { provider: 'sandbox', model: 'sandbox', original: null },
  };
}

export function inventedJobId(): string {
  return `job_${randomHex()}`;
}

function randomHex(): string {
  return randomBytes(16).toString('hex');
}
