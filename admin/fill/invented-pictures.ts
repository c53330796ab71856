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
  'aerial amber ancient anamorphic arched ashen asymmetric autumn backlit balcony bamboo baroque basalt beeswax birch blossom boulder brass breezy brocade bronze brushed bustling candlelit canopy canyon cathedral cedar celadon ceramic charcoal cherry chrome cinematic citrus cliff cloudy coastal cobalt cobblestone copper coral corduroy courtyard cracked crescent crisp crystal curtain cyan damask dappled dawn delicate denim desert dew distant dome dragonfly driftwood dusk dusty ebony egret elegant ember emerald engraved enamel etched evening faded feather fern festival film fjord flannel floral foggy forest fountain frosted garden gauze gentle gilded ginkgo glacier glazed glossy golden gorge granite grainy gravel grove hammered harbour harvest hazy heather hexagonal hillside honey horizon indigo iris ivory ivy jade jasmine jetty juniper kelp kiln lace lacquer lagoon lantern lattice lavender leaf lichen lilac linen lotus lunar lush magenta mahogany mangrove maple marble marigold market marsh matte meadow mercury midnight minimal mirrored mist monsoon moonlit mosaic moss mother-of-pearl mulberry muted nebula neon nocturne oak oat obsidian ochre olive onyx opal orchard ornate oxidised painterly palm paper parchment pastel pebble peony petal pewter pine plaza plum polished poppy porcelain prairie prism quarry quartz quiet quilted radiant rainy raw reeds reflective resin ribbon rippled river rose-gold rosewood rusted rustic saffron sage sandstone sapphire satin scarlet sculpted seafoam sepia shadow shallow-focus shell sienna silhouette silk silver slate smoke smooth snowy soft-focus solemn spice spiral spring spruce stained-glass starlit steel stone storm straw stucco suede summer sunlit swirling tangerine tapestry teal terracotta terrace thistle thunder tidal tilt-shift timber topaz tranquil translucent tulip turquoise twilight ultramarine umber valley vapour velvet vermilion vine vintage violet vivid walnut warm waterfall wax weathered wheat whitewashed wicker wide-angle willow windswept winter wisteria woven wrought-iron yarn zinc'.split(
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
  // Colours, so that prompts pack no better than people's.
  const colours = [7, 11, 13, 17].map((prime) => `#${(hashOf(sequence * prime) >>> 8).toString(16)}`);
  const end = `, palette ${colours.join(' ')}, picture ${sequence}.`;
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
