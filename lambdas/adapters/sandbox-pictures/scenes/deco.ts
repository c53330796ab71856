import { type Color, hexOf, lch, mix, ramp } from '../color.ts';
import type { Brief, Scene } from '../scene.ts';
import { fixed, type Point, polyline } from '../svg-path.ts';

/** A poster of the twenties: sun and rays, fans like scales, stepped arches, thin lines of gold. */
export function deco({ sheet, mood, theme, random }: Brief): Scene {
  const hue = mood.hueDegrees ?? theme.pick([165, 190, 225, 265, 15, 340]);
  const dark = lch(0.2, 0.055, hue);
  const middle = lch(0.34, 0.08, hue + 8);
  const gold = lch(0.8, 0.105, theme.between(78, 92));
  const cream = lch(0.93, 0.035, 88);
  const warm = lch(0.64, 0.15, theme.pick([28, 38, 48]));
  const ground = ramp([mix(middle, gold, 0.12), middle, dark]);

  const { width, height, short } = sheet;
  const center: Point = [width * random.pick([0.5, 0.5, 0.34, 0.66]), height * random.between(0.5, 0.62)];
  const radius = short * random.between(0.17, 0.24);
  const rows = random.whole(2, 4) + Math.min(9, Math.round((1.5 * height) / width) - 1);
  const fanRadius = short / random.pick([7, 8, 9]);

  const shapes = [
    rays(center, Math.hypot(width, height), random.pick([36, 44, 52, 60]), gold),
    rings(center, radius, [cream, warm, gold, dark, cream, warm], gold),
    fans(
      { width, bottom: height, radius: fanRadius, rows },
      [dark, middle, mix(dark, warm, 0.55), mix(middle, gold, 0.25)],
      gold,
    ),
    frame(width, height, short, gold),
  ].join('');
  return {
    field: (x, y) => ground(Math.hypot(x - center[0], y - center[1]) / (0.75 * Math.hypot(width, height))),
    shapes,
  };
}

function rays([x, y]: Point, reach: number, count: number, gold: Color): string {
  const fill = hexOf(gold);
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count;
    const half = (Math.PI / count) * (index % 2 === 0 ? 0.5 : 0.14);
    const at = (turn: number): Point => [x + reach * Math.cos(turn), y + reach * Math.sin(turn)];
    return `<path d="${polyline([[x, y], at(angle - half), at(angle + half)])}Z" fill="${fill}" fill-opacity="${index % 2 === 0 ? '.13' : '.5'}"/>`;
  }).join('');
}

function rings([x, y]: Point, radius: number, colors: readonly Color[], gold: Color): string {
  return colors
    .map((color, index) => {
      const r = radius * (1 - index * 0.155);
      return `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(r)}" fill="${hexOf(color)}" stroke="${hexOf(gold)}" stroke-width="${fixed(radius * 0.018)}"/>`;
    })
    .join('');
}

function fans(
  area: { readonly width: number; readonly bottom: number; readonly radius: number; readonly rows: number },
  colors: readonly Color[],
  gold: Color,
): string {
  const { width, bottom, radius, rows } = area;
  const stroke = hexOf(gold);
  const columns = Math.ceil(width / (2 * radius)) + 2;
  const shift = (width - (columns - 1) * 2 * radius) / 2;
  return Array.from({ length: rows + 1 }, (_, row) => {
    const y = bottom - (rows - row - 0.35) * radius * 0.62;
    return Array.from({ length: columns }, (_, column) => {
      const x = shift + (column - (row % 2 === 0 ? 0 : 0.5)) * 2 * radius;
      return [1, 0.8, 0.6, 0.4, 0.2]
        .map((share, ring) => {
          const color = colors[(ring + row) % colors.length] ?? gold;
          return `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius * share)}" fill="${hexOf(color)}" stroke="${stroke}" stroke-width="${fixed(radius * (ring === 0 ? 0.04 : 0.018))}"/>`;
        })
        .join('');
    }).join('');
  }).join('');
}

/** Two lines with stepped corners, as around a menu or a lift door. */
function frame(width: number, height: number, short: number, gold: Color): string {
  return [0.035, 0.052]
    .map((inset, index) => {
      const [a, step] = [short * inset, short * 0.035];
      const [right, bottom] = [width - a, height - a];
      const corners: Point[] = [
        [a + 2 * step, a],
        [right - 2 * step, a],
        [right - 2 * step, a + step],
        [right - step, a + step],
        [right - step, a + 2 * step],
        [right, a + 2 * step],
        [right, bottom - 2 * step],
        [right - step, bottom - 2 * step],
        [right - step, bottom - step],
        [right - 2 * step, bottom - step],
        [right - 2 * step, bottom],
        [a + 2 * step, bottom],
        [a + 2 * step, bottom - step],
        [a + step, bottom - step],
        [a + step, bottom - 2 * step],
        [a, bottom - 2 * step],
        [a, a + 2 * step],
        [a + step, a + 2 * step],
        [a + step, a + step],
        [a + 2 * step, a + step],
      ];
      return `<path d="${polyline(corners)}Z" fill="none" stroke="${hexOf(gold)}" stroke-width="${fixed(short * (index === 0 ? 0.006 : 0.0022))}"/>`;
    })
    .join('');
}
