import { type Color, hexOf, mix, ramp } from '../color.ts';
import { cloudNoise } from '../noise.ts';
import type { Random } from '../random.ts';
import type { Brief, Scene } from '../scene.ts';
import { curve, fixed, type Point, polyline } from '../svg-path.ts';

/** Watercolour: stains in many thin layers, each with an edge of its own, on rough paper; a few strokes of ink. */
export function washes({ sheet, palette, theme, random }: Brief): Scene {
  const { width, height, short } = sheet;
  const paper = ramp([mix(palette.paper, palette.accents[4], 0.1), palette.paper, palette.paper]);
  const tooth = cloudNoise(random, 3);
  const upright = height > width;
  const count = theme.whole(4, 6) + Math.round((1.7 * Math.max(width, height)) / short);
  const start = random.between(0, 1);

  const stains = Array.from({ length: count }, (_, index) => {
    const along = (index + 0.5) / count + random.bell() * 0.06;
    const sway = 0.5 + 0.27 * Math.sin(2 * Math.PI * (start + along * 1.2)) + random.bell() * 0.1;
    const at: Point = upright ? [width * sway, height * along] : [width * along, height * sway];
    const color = palette.accents[(index * 2 + (random.chance(0.3) ? 1 : 0)) % 5] ?? palette.accents[0];
    return stain(random, at, short * random.between(0.12, 0.27), color);
  });
  const ink = hexOf(palette.ink);
  const shapes = [
    stains.join(''),
    splashes(random, sheet, [...palette.accents, palette.ink].map(hexOf)),
    inkLines(random, sheet, ink),
  ].join('');

  return {
    field: (x, y) => {
      const [red, green, blue] = paper(0.5 + 0.5 * tooth(x / 90, y / 90));
      const fibre = 3.5 * tooth(x / 5, y / 5);
      return [red + fibre, green + fibre, blue + fibre];
    },
    shapes,
  };
}

/** One colour run out on wet paper: the same rough blob again and again, never with quite the same edge. */
function stain(random: Random, [x, y]: Point, radius: number, color: Color): string {
  const wetness = Array.from({ length: 12 }, () => random.between(0.2, 1));
  let body: readonly Point[] = wetness.map((_, index): Point => {
    const angle = (2 * Math.PI * index) / wetness.length;
    const reach = radius * random.between(0.7, 1.2);
    return [x + reach * Math.cos(angle) * 1.25, y + reach * Math.sin(angle)];
  });
  body = roughened(random, roughened(random, body, 0.32), 0.26);
  const layers = Array.from({ length: 16 }, (_, layer) => {
    // Each layer runs less far: pigment gathers inside, and the rim stays pale.
    const reach = 1.08 - 0.55 * (layer / 16) ** 1.4;
    const run = body.map(([px, py]): Point => [x + (px - x) * reach, y + (py - y) * reach]);
    const edge = roughened(random, roughened(random, roughened(random, run, 0.3), 0.24), 0.2);
    const fill = hexOf(mix(color, { ...color, l: color.l * 0.82 }, layer / 16));
    return `<path d="${polyline(edge)}Z" fill="${fill}" fill-opacity=".075"/>`;
  });
  const rim = `<path d="${polyline(roughened(random, roughened(random, body, 0.14), 0.1))}Z" fill="none" stroke="${hexOf({ ...color, l: color.l * 0.75 })}" stroke-opacity=".22" stroke-width="${fixed(radius * 0.012)}"/>`;
  return layers.join('') + rim;
}

/** Puts a point between each two, pushed aside by up to `strength` of their distance. */
function roughened(random: Random, points: readonly Point[], strength: number): readonly Point[] {
  return points.flatMap((point, index): readonly Point[] => {
    const [x, y] = point;
    const [nextX, nextY] = points[(index + 1) % points.length] ?? point;
    const push = random.bell() * strength * 1.6;
    const slide = 0.5 + random.bell() * 0.2;
    return [
      point,
      [x + (nextX - x) * slide + (nextY - y) * push, y + (nextY - y) * slide - (nextX - x) * push],
    ];
  });
}

function splashes(
  random: Random,
  { width, height, short }: Brief['sheet'],
  fills: readonly string[],
): string {
  return Array.from({ length: 90 }, () => {
    const radius = short * (0.001 + 0.011 * random.next() ** 4);
    const fill = fills[random.whole(0, fills.length - 1)] ?? '#222';
    return `<circle cx="${fixed(width * (0.5 + 0.5 * random.bell()))}" cy="${fixed(height * (0.5 + 0.5 * random.bell()))}" r="${fixed(radius)}" fill="${fill}" fill-opacity="${fixed(random.between(0.25, 0.7))}"/>`;
  }).join('');
}

/** Loose contour lines, all of one gesture, as a hand draws hills or a shoulder. */
function inkLines(random: Random, { width, height, short }: Brief['sheet'], ink: string): string {
  const base = height * random.between(0.55, 0.72);
  const swing = short * random.between(0.08, 0.16);
  const phase = random.between(0, 7);
  return Array.from({ length: random.whole(3, 5) }, (_, line) => {
    const points = Array.from({ length: 9 }, (_, index): Point => {
      const along = index / 8;
      return [
        width * (0.06 + 0.88 * along) + random.bell() * 6,
        base +
          line * short * 0.035 +
          swing * (1 - line * 0.16) * Math.sin(phase + along * 5.2 + line * 0.35) +
          random.bell() * 5,
      ];
    });
    return `<path d="${curve(points)}" fill="none" stroke="${ink}" stroke-opacity="${fixed(0.75 - line * 0.12)}" stroke-width="${fixed(short * (0.0042 - line * 0.0006))}" stroke-linecap="round"/>`;
  }).join('');
}
