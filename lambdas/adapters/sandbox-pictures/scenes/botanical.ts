import { type Color, hexOf, lch, mix, type Rgb, ramp, shade } from '../color.ts';
import { cloudNoise } from '../noise.ts';
import type { Random } from '../random.ts';
import type { Brief, Scene } from '../scene.ts';
import { curve, fixed, type Point } from '../svg-path.ts';

/** Plants before a great disc: pale ones behind, dark ones in front, flowers where their stems end. */
export function botanical(brief: Brief): Scene {
  const { sheet, palette, mood, theme, random } = brief;
  const { width, height, short } = sheet;
  const isNight = palette.hour === 'night';
  const hue = mood.hueDegrees ?? theme.between(0, 360);
  const top = isNight ? lch(0.2, 0.05, hue + 30) : lch(0.93, 0.035, hue + 40);
  const bottom = isNight ? lch(0.36, 0.08, hue) : lch(0.82, 0.075, hue);
  const air = ramp([top, mix(top, bottom, 0.4), bottom]);
  const mist = cloudNoise(random, 3);

  const discAt: Point = [width * random.between(0.35, 0.65), height * random.between(0.36, 0.48)];
  const discRadius = short * random.between(0.25, 0.33);
  const disc = isNight ? lch(0.93, 0.04, 95) : lch(0.72, 0.15, theme.pick([25, 45, 70, 350]));
  const leaf = lch(isNight ? 0.16 : 0.3, 0.06, theme.between(130, 185));
  const [deep, plain, pale, other, light] = palette.accents;
  const petals =
    mood.hueDegrees === undefined ? ([plain, other, light] as const) : ([deep, plain, pale] as const);
  const kind = theme.pick(['frond', 'branch', 'frond', 'reed']);

  const layers = [0, 0.5, 1].map((nearness) => {
    const color = mix(mix(bottom, leaf, 0.32), leaf, nearness);
    const count = Math.round((width / short) * (3.4 + 2.2 * nearness) + 1);
    return Array.from({ length: count }, (_, index) => {
      const x = width * ((index + 0.5 + 0.4 * random.bell()) / count);
      const reach = Math.min(height, short * 1.25) * (0.74 - 0.32 * nearness) * random.between(0.62, 1.1);
      const stem = stemOf(random, [x, height * 1.01], reach);
      const bloom = random.chance(kind === 'reed' ? 0.9 : 0.6)
        ? flower(random, stem, short * (0.024 + 0.02 * nearness), petals, 0.5 + 0.5 * nearness, bottom)
        : '';
      return (
        plant(random, stem, { kind, color: shade(color, random.between(0.9, 1.12)), size: reach }) + bloom
      );
    }).join('');
  });

  return {
    field: (x, y): Rgb => air(y / height + 0.12 * mist(x / short / 0.5, y / short / 0.25)),
    shapes: [
      [1.5, 1.25].map((size) => circle(discAt, discRadius * size, disc, 0.1)).join(''),
      circle(discAt, discRadius, disc, 1),
      ...layers,
    ].join(''),
  };
}

function circle([x, y]: Point, radius: number, color: Color, opacity: number): string {
  return `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}" fill="${hexOf(color)}" fill-opacity="${opacity}"/>`;
}

/** From the ground up, leaning one way more and more. */
function stemOf(random: Random, [x, y]: Point, reach: number): readonly Point[] {
  const lean = random.bell() * 0.75;
  return Array.from({ length: 15 }, (_, index): Point => {
    const up = index / 14;
    return [x + reach * lean * 0.55 * up ** 1.8, y - reach * up * (1 - 0.1 * Math.abs(lean) * up)];
  });
}

function plant(
  random: Random,
  stem: readonly Point[],
  {
    kind,
    color,
    size,
  }: { readonly kind: 'frond' | 'branch' | 'reed'; readonly color: Color; readonly size: number },
): string {
  const fill = hexOf(color);
  const spread = { frond: 1.05, branch: 0.8, reed: 0.35 }[kind] * random.between(0.85, 1.15);
  const length = size * { frond: 0.2, branch: 0.13, reed: 0.34 }[kind];
  const from = kind === 'reed' ? 0 : 2;
  const perJoint = { frond: 3, branch: 1, reed: 1 }[kind];
  const leaves: string[] = [];
  for (let joint = from; joint < stem.length - 1; joint += kind === 'reed' ? 3 : 1) {
    for (let part = 0; part < perJoint; part += 1) {
      const [x0, y0] = stem[joint] ?? [0, 0];
      const [x1, y1] = stem[joint + 1] ?? [x0, y0];
      const share = part / perJoint;
      const along = (joint + share) / (stem.length - 1);
      const taper = kind === 'frond' ? Math.sin(Math.PI * Math.min(1, along * 0.82 + 0.2)) : 1 - 0.45 * along;
      const up = Math.atan2(y1 - y0, x1 - x0);
      const sides = kind === 'branch' ? [joint % 2 === 0 ? 1 : -1] : [1, -1];
      for (const side of sides) {
        const angle = up + side * spread * random.between(0.85, 1.15);
        leaves.push(
          leafPath(
            [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share],
            angle,
            length * taper * random.between(0.8, 1.1),
            kind === 'branch' ? 0.36 : kind === 'frond' ? 0.17 : 0.07,
          ),
        );
      }
    }
  }
  return `<path d="${curve(stem)}" fill="none" stroke="${fill}" stroke-width="${fixed(Math.max(1.2, size * 0.008))}" stroke-linecap="round"/><path d="${leaves.join('')}" fill="${fill}"/>`;
}

function leafPath([x, y]: Point, angle: number, length: number, width: number): string {
  const at = (along: number, aside: number) => {
    const [dx, dy] = [length * along, length * aside];
    return `${fixed(x + dx * Math.cos(angle) - dy * Math.sin(angle))} ${fixed(y + dx * Math.sin(angle) + dy * Math.cos(angle))}`;
  };
  return `M${at(0, 0)}C${at(0.25, width)} ${at(0.7, width)} ${at(1, 0)}C${at(0.7, -width)} ${at(0.25, -width)} ${at(0, 0)}Z`;
}

function flower(
  random: Random,
  stem: readonly Point[],
  radius: number,
  petals: readonly [Color, ...Color[]],
  strength: number,
  air: Color,
): string {
  const [x, y] = stem.at(-1) ?? [0, 0];
  const count = random.whole(5, 9);
  const color = mix(air, random.pick(petals), strength);
  const turn = random.between(0, 6.3);
  const size = radius * random.between(0.8, 1.5);
  const crown = Array.from({ length: count }, (_, index) =>
    leafPath([x, y], turn + (2 * Math.PI * index) / count, size, 0.34),
  ).join('');
  const inner = Array.from({ length: count }, (_, index) =>
    leafPath([x, y], turn + 0.3 + (2 * Math.PI * index) / count, size * 0.62, 0.3),
  ).join('');
  return [
    `<path d="${crown}" fill="${hexOf(color)}"/><path d="${inner}" fill="${hexOf(mix(color, lch(0.96, 0.03, 90), 0.4))}"/>`,
    circle([x, y], size * 0.17, mix(lch(0.82, 0.15, 80), air, 1 - strength), 1),
  ].join('');
}
