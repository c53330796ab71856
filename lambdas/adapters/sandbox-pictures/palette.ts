import { type Color, lch } from './color.ts';
import type { Hour, Mood } from './mood.ts';
import type { Random } from './random.ts';

/** The colours of one prompt. They belong together: one light, one set of hues. */
export type Palette = {
  readonly hour: Hour;
  /** From the zenith down to the horizon. */
  readonly sky: readonly [Color, Color, Color, Color];
  /** Sun or moon. */
  readonly light: Color;
  /** The nearest, darkest silhouette. */
  readonly near: Color;
  readonly paper: Color;
  readonly ink: Color;
  /** Five that go together: two neighbours, the base, and two from across the wheel. */
  readonly accents: readonly [Color, Color, Color, Color, Color];
};

export function paletteOf(mood: Mood, theme: Random): Palette {
  const hour = mood.hour ?? theme.pick(['dawn', 'dawn', 'day', 'dusk', 'dusk', 'night']);
  const turn = theme.between(-22, 22) + (mood.sand ? 12 : 0);
  const base = mood.hueDegrees ?? theme.between(0, 360);
  const across = base + theme.pick([150, 180, 210]);
  const lift = hour === 'night' ? -0.06 : 0.02;

  return {
    ...daylight(hour, turn, mood),
    hour,
    paper: lch(0.965, 0.014, theme.between(70, 100)),
    ink: lch(0.2, 0.035, base + 200),
    accents: [
      lch(0.46 + lift, 0.13, base - 22),
      lch(0.62 + lift, 0.15, base),
      lch(0.78 + lift, 0.11, base + 32),
      lch(0.68 + lift, 0.15, across),
      lch(0.86 + lift, 0.08, across + 24),
    ],
  };
}

function daylight(hour: Hour, turn: number, mood: Mood): Pick<Palette, 'sky' | 'light' | 'near'> {
  const landHue = mood.sand ? 50 : mood.trees ? 158 : undefined;
  // A named colour tints the zenith; the horizon keeps the colour of the hour.
  const zenith = (usual: number) => (mood.hueDegrees === undefined ? usual + turn : mood.hueDegrees);

  switch (hour) {
    case 'dawn':
      return {
        sky: [
          lch(0.6, 0.085, zenith(258)),
          lch(0.73, 0.075, 320 + turn),
          lch(0.84, 0.1, 40 + turn / 2),
          lch(0.94, 0.085, 82),
        ],
        light: lch(0.985, 0.05, 95),
        near: lch(0.27, 0.05, landHue ?? 262 + turn),
      };
    case 'day':
      return {
        sky: [
          lch(0.56, 0.115, zenith(248)),
          lch(0.69, 0.095, 238 + turn / 2),
          lch(0.82, 0.06, 225 + turn / 2),
          lch(0.95, 0.03, 100),
        ],
        light: lch(0.995, 0.03, 100),
        near: lch(0.31, 0.06, landHue ?? 215 + turn),
      };
    case 'dusk':
      return {
        sky: [
          lch(0.33, 0.105, zenith(284)),
          lch(0.49, 0.15, 345 + turn),
          lch(0.68, 0.175, 42 + turn / 2),
          lch(0.87, 0.14, 78),
        ],
        light: lch(0.96, 0.1, 88),
        near: lch(0.19, 0.05, landHue ?? 305 + turn),
      };
    case 'night':
      return {
        sky: [
          lch(0.15, 0.05, zenith(275)),
          lch(0.22, 0.07, 266 + turn),
          lch(0.33, 0.085, 255 + turn),
          lch(0.5, 0.08, 235 + turn),
        ],
        light: lch(0.97, 0.025, 95),
        near: lch(0.115, 0.03, landHue ?? 260 + turn),
      };
  }
}
