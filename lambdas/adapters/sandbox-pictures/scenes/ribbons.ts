import { hexOf, lch, mix, ramp } from '../color.ts';
import { cloudNoise } from '../noise.ts';
import type { Brief, Scene } from '../scene.ts';
import { curve, type Point } from '../svg-path.ts';

/** Ribbons that follow an invisible current and never cross: each stops where another already lies. */
export function ribbons({ sheet, palette, mood, theme, random }: Brief): Scene {
  const isDark = mood.hour === 'night' || theme.chance(0.4);
  const ground = isDark ? lch(0.17, 0.03, theme.between(220, 320)) : palette.paper;
  const edge = mix(ground, isDark ? palette.accents[0] : palette.accents[4], 0.16);
  const wash = ramp([ground, edge]);
  const scale = theme.between(0.9, 1.7) / 1000;
  const turns = theme.between(0.8, 1.5) * Math.PI;
  const lean = random.between(0, 2 * Math.PI);
  const current = cloudNoise(random, 2);
  const angleAt = ([x, y]: Point) => lean + turns * current(x * scale, y * scale);

  const taken = occupancy(sheet.width, sheet.height);
  const widths = [26, 17, 11, 7, 4, 2.2];
  const ribbonsOf = widths.flatMap((width, generation) =>
    Array.from({ length: 70 * 2 ** Math.min(generation, 4) }, () => {
      const start: Point = [random.between(-20, sheet.width + 20), random.between(-20, sheet.height + 20)];
      const gap = width * 0.5 + 3.2;
      const points = trace(
        start,
        angleAt,
        (point) => taken.isFree(point, gap),
        width,
        random.between(120, 900),
      );
      if (points.length < 6) return '';
      taken.take(points, width * 0.5);
      const [x, y] = start;
      const zone = 2.4 * current(x * scale * 1.2 + 40, y * scale * 1.2) + random.bell() * 0.35;
      const color = palette.accents[Math.abs(Math.floor(2.5 + zone * 2.2)) % 5] ?? palette.accents[1];
      const tone = random.chance(0.07) ? (isDark ? palette.paper : palette.ink) : color;
      return `<path d="${curve(points)}" stroke="${hexOf(tone)}" stroke-width="${width}"/>`;
    }),
  );

  return {
    field: (x, y) => wash(Math.hypot(x / sheet.width - 0.5, y / sheet.height - 0.5) * 1.35),
    shapes: `<g fill="none" stroke-linecap="round">${ribbonsOf.join('')}</g>`,
  };
}

/** Steps along the current both ways from `start` while there is room, at most `length` long. */
function trace(
  start: Point,
  angleAt: (point: Point) => number,
  isFree: (point: Point) => boolean,
  width: number,
  length: number,
): readonly Point[] {
  const step = 7;
  const walk = (direction: number) => {
    const points: Point[] = [];
    let [x, y] = start;
    while (points.length < length / step / 2 && isFree([x, y])) {
      points.push([x, y]);
      const angle = angleAt([x, y]);
      x += direction * step * Math.cos(angle);
      y += direction * step * Math.sin(angle);
    }
    return points;
  };
  const points = [...walk(-1).toReversed(), ...walk(1).slice(1)];
  return points.length * step < width * 2.5 ? [] : points;
}

/** Which parts of the sheet are covered, on a grid. */
function occupancy(width: number, height: number) {
  const cell = 3;
  const margin = 60;
  const columns = Math.ceil((width + 2 * margin) / cell);
  const rows = Math.ceil((height + 2 * margin) / cell);
  const cells = new Uint8Array(columns * rows);
  const around = ([x, y]: Point, radius: number, visit: (index: number) => boolean): boolean => {
    const [column, row, reach] = [(x + margin) / cell, (y + margin) / cell, radius / cell];
    for (let r = Math.ceil(row - reach); r <= row + reach; r += 1) {
      for (let c = Math.ceil(column - reach); c <= column + reach; c += 1) {
        if (c < 0 || r < 0 || c >= columns || r >= rows) return false;
        if ((c - column) ** 2 + (r - row) ** 2 <= reach * reach && !visit(r * columns + c)) return false;
      }
    }
    return true;
  };

  return {
    /** Outside the sheet nothing is free. */
    isFree: (point: Point, radius: number) => around(point, radius, (index) => cells[index] === 0),
    take: (points: readonly Point[], radius: number) => {
      for (const point of points) {
        around(point, radius, (index) => {
          cells[index] = 1;
          return true;
        });
      }
    },
  };
}
