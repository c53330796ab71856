import { type Color, hexOf, mix } from '../color.ts';
import { type Noise, planeNoise } from '../noise.ts';
import type { Random } from '../random.ts';
import { fixed, type Point, polyline } from '../svg-path.ts';

export type RidgeKind = 'peaks' | 'hills' | 'dunes';

/** A crest line from the left edge to the right one, `amplitude` high at most. */
export function crestOf(
  random: Random,
  {
    kind,
    width,
    base,
    amplitude,
    wavelength,
  }: {
    readonly kind: RidgeKind;
    readonly width: number;
    readonly base: number;
    readonly amplitude: number;
    readonly wavelength: number;
  },
): readonly Point[] {
  const noise = planeNoise(random);
  const step = Math.max(1.6, Math.min(4, width / 500));
  const count = Math.ceil(width / step) + 1;

  return Array.from({ length: count }, (_, index): Point => {
    const x = Math.min(width, index * step);
    const along = x / wavelength;
    return [x, base - amplitude * profiles[kind](noise, along)];
  });
}

/** The land below a crest, fading into mist towards `bottom`. */
export function land(
  crest: readonly Point[],
  bottom: number,
  color: Color,
  mist: {
    readonly color: Color;
    readonly share: number;
    readonly from: number;
    readonly to: number;
    readonly id: string;
  },
): string {
  const [[firstX] = [0], [lastX] = [0]] = [crest[0], crest.at(-1)];
  const path = `${polyline(crest)}L${fixed(lastX)} ${fixed(bottom)}L${fixed(firstX)} ${fixed(bottom)}Z`;
  return [
    `<linearGradient id="${mist.id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${fixed(mist.from)}" y2="${fixed(mist.to)}">`,
    `<stop stop-color="${hexOf(color)}"/><stop offset="1" stop-color="${hexOf(mix(color, mist.color, mist.share))}"/></linearGradient>`,
    `<path d="${path}" fill="url(#${mist.id})"/>`,
  ].join('');
}

/** The sides of the peaks that face the light, down to where the mist takes them; with snow, their caps. */
export function litSides(
  random: Random,
  crest: readonly Point[],
  {
    lightX,
    depth,
    fill,
    opacity,
    snow,
    id,
  }: {
    readonly lightX: number;
    readonly depth: number;
    readonly fill: string;
    readonly opacity: number;
    readonly snow: string | undefined;
    readonly id: string;
  },
): string {
  const facets = summits(crest, 9).map((summit) => {
    const [x, y] = crest[summit] ?? [0, 0];
    const direction = lightX < x ? -1 : 1;
    const side: Point[] = [];
    let lowest = y;
    for (let index = summit; side.length < 160; index += direction) {
      const point = crest[index];
      // Ends at the next valley: beyond it the face belongs to another peak.
      if (point === undefined || point[1] > y + depth || point[1] < lowest - depth * 0.05) break;
      lowest = Math.max(lowest, point[1]);
      side.push(point);
    }
    const foot = side.at(-1);
    if (foot === undefined || foot[1] - y < depth * 0.2) return '';

    const drop = Math.max(foot[1] - y, 4);
    const spine = Array.from({ length: 9 }, (_, index): Point => {
      const down = (9 - index) / 9;
      const sway = random.bell() * drop * 0.09 - direction * drop * 0.1 * down;
      return [x + sway, y + drop * 1.15 * down];
    });
    const face = `<path d="${polyline([...side, ...spine])}Z" fill="url(#${id})"/>`;
    return snow === undefined
      ? face
      : `${face}${cap(random, crest, summit, depth * random.between(0.3, 0.42), snow)}`;
  });
  const fade = `<linearGradient id="${id}" x1="0" x2="0" y1="0" y2="1"><stop stop-color="${fill}" stop-opacity="${fixed(opacity)}"/><stop offset=".45" stop-color="${fill}" stop-opacity="${fixed(opacity * 0.62)}"/><stop offset=".96" stop-color="${fill}" stop-opacity="0"/></linearGradient>`;
  return fade + facets.join('');
}

function cap(random: Random, crest: readonly Point[], summit: number, depth: number, fill: string): string {
  const [x, y] = crest[summit] ?? [0, 0];
  const reach = (direction: number): readonly Point[] => {
    const side: Point[] = [];
    for (let index = summit + direction; side.length < 70; index += direction) {
      const point = crest[index];
      if (point === undefined || point[1] > y + depth || point[1] < y) break;
      if (Math.abs(point[0] - x) > depth * 1.3) break;
      side.push(point);
    }
    return side;
  };
  const left = reach(-1).toReversed();
  const right = reach(1);
  const from = left[0]?.[0] ?? x;
  const to = right.at(-1)?.[0] ?? x;
  const teeth = Math.max(3, Math.round((to - from) / (depth * 0.17)));
  const edge = Array.from({ length: teeth - 1 }, (_, index): Point => {
    const across = to - ((to - from) * (index + 1)) / teeth;
    const low = index % 2 === 0 ? random.between(0.6, 1.05) : random.between(0.25, 0.5);
    return [across, y + depth * low];
  });
  return `<path d="${polyline([...left, [x, y], ...right, ...edge])}Z" fill="${fill}" fill-opacity=".82"/>`;
}

/** Indexes of the points that are the highest among their neighbours. */
function summits(crest: readonly Point[], neighbours: number): readonly number[] {
  return crest.flatMap((point, index) => {
    for (let offset = -neighbours; offset <= neighbours; offset += 1) {
      const other = crest[index + offset];
      if (other !== undefined && (other[1] < point[1] || (other[1] === point[1] && offset < 0))) return [];
    }
    return [index];
  });
}

type Profile = (noise: Noise, x: number) => number;

const profiles: Readonly<Record<RidgeKind, Profile>> = { peaks, hills, dunes };

function dunes(noise: Noise, x: number): number {
  const bend = x + 0.18 * noise(x * 0.9, 5.5);
  return 1.05 * (1 - Math.abs(noise(bend, 0.5))) ** 1.7 + 0.16 * noise(x * 0.6, 8.1) - 0.2;
}

function peaks(noise: Noise, x: number): number {
  let total = 0;
  let strength = 0.62;
  let scale = 1;
  for (let octave = 0; octave < 6; octave += 1) {
    const ridge = 1 - Math.abs(noise(x * scale + 31.7 * octave, 0.5 + octave * 7.3));
    total += strength * (octave === 0 ? ridge * ridge : ridge - 0.6);
    strength *= 0.47;
    scale *= 2.1;
  }
  return 1.25 * total - 0.12;
}

function hills(noise: Noise, x: number): number {
  return (
    0.5 +
    0.42 * noise(x, 0.3) +
    0.14 * noise(x * 2.3, 9.7) +
    0.03 * noise(x * 8, 4.2) +
    0.012 * noise(x * 23, 2.1)
  );
}
