import type { Mood } from './mood.ts';
import type { Random } from './random.ts';
import type { Composition } from './scene.ts';
import { botanical } from './scenes/botanical.ts';
import { cosmos } from './scenes/cosmos.ts';
import { deco } from './scenes/deco.ts';
import { landscape } from './scenes/landscape.ts';
import { ribbons } from './scenes/ribbons.ts';
import { skyline } from './scenes/skyline.ts';
import { washes } from './scenes/washes.ts';

const compositions = { landscape, skyline, cosmos, botanical, ribbons, deco, washes };

/** The one the prompt asks for; else any, by its hash. */
export function compositionOf(mood: Mood, random: Random): Composition {
  const chosen = random.pick([
    'landscape',
    'landscape',
    'botanical',
    'ribbons',
    'ribbons',
    'deco',
    'washes',
    'washes',
    'cosmos',
  ]);
  return compositions[mood.subject ?? chosen];
}
