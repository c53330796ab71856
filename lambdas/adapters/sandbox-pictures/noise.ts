import type { Random } from './random.ts';

/** Smooth chance over the plane, about -1 to 1. */
export type Noise = (x: number, y: number) => number;

const period = 256;

/** Gradient noise with one wave per unit. */
export function planeNoise(random: Random): Noise {
  const order = Uint8Array.from({ length: period }, (_, index) => index);
  for (let index = period - 1; index > 0; index -= 1) {
    const other = random.whole(0, index);
    [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
  }
  const turns = Float64Array.from({ length: period }, () => random.between(0, 2 * Math.PI));
  const across = turns.map(Math.cos);
  const down = turns.map(Math.sin);

  const corner = (column: number, row: number, x: number, y: number) => {
    const slope = order[((order[column & 255] ?? 0) + row) & 255] ?? 0;
    return (across[slope] ?? 0) * x + (down[slope] ?? 0) * y;
  };

  return (x, y) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const dx = x - column;
    const dy = y - row;
    const u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
    const v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const above = corner(column, row, dx, dy) * (1 - u) + corner(column + 1, row, dx - 1, dy) * u;
    const below =
      corner(column, row + 1, dx, dy - 1) * (1 - u) + corner(column + 1, row + 1, dx - 1, dy - 1) * u;
    return 1.4 * (above * (1 - v) + below * v);
  };
}

/** Several octaves of noise, each twice as fine and half as strong. */
export function cloudNoise(random: Random, octaves: number): Noise {
  const noise = planeNoise(random);

  return (x, y) => {
    let total = 0;
    let strength = 0.5;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave += 1) {
      total += strength * noise(x * scale + 17.3 * octave, y * scale - 9.1 * octave);
      strength *= 0.5;
      scale *= 2.03;
    }
    return total;
  };
}
