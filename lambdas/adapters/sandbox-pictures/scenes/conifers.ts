import type { Random } from '../random.ts';
import { type Point, polyline } from '../svg-path.ts';

/** A fir as a silhouette: jagged, a little lopsided, as a piece of an SVG path. */
function conifer(random: Random, [x, y]: Point, height: number): string {
  const tiers = Math.max(5, Math.min(13, Math.round(height / 5)));
  const halfWidth = height * random.between(0.15, 0.22);
  const side = (direction: number): Point[] =>
    Array.from({ length: tiers }, (_, tier): Point[] => {
      const down = (tier + 1) / tiers;
      const reach = halfWidth * down ** 0.85 * random.between(0.75, 1.15);
      const tip = y - height * (1 - down * 0.93);
      return [
        [x + direction * reach, tip],
        [x + direction * reach * 0.42, tip - height * 0.025],
      ];
    }).flat();
  return `${polyline([[x, y - height], ...side(1), [x, y], ...side(-1).toReversed()])}Z`;
}

/** Firs along a crest, in clumps, their feet in the ground. */
export function coniferRow(
  random: Random,
  crest: readonly Point[],
  { height, density, fill }: { readonly height: number; readonly density: number; readonly fill: string },
): string {
  const [start] = crest[0] ?? [0, 0];
  const [end] = crest.at(-1) ?? [0, 0];
  let path = '';
  let clump = random.between(0.3, 1);
  for (let x = start; x < end; x += height * random.between(0.12, 0.3)) {
    if (random.chance(0.12)) clump = random.next();
    if (!random.chance(density * (0.25 + clump))) continue;
    const ground =
      crest[Math.min(crest.length - 1, Math.round(((x - start) / (end - start)) * (crest.length - 1)))];
    if (ground === undefined) continue;
    path += conifer(
      random,
      [x, ground[1] + height * 0.08],
      height * random.between(0.5, 1) * (0.7 + 0.45 * clump),
    );
  }
  return `<path d="${path}" fill="${fill}"/>`;
}
