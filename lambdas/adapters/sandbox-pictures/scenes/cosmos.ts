import { type Color, hexOf, lch, mix, type Rgb, ramp, shade } from '../color.ts';
import { cloudNoise } from '../noise.ts';
import type { Random } from '../random.ts';
import type { Brief, Scene } from '../scene.ts';
import { starsOf } from '../sky.ts';
import { fixed, type Point, polyline } from '../svg-path.ts';

/** Far out: clouds of gas, stars, one great planet, perhaps ringed, and its moons. */
export function cosmos({ sheet, palette, theme, random }: Brief): Scene {
  const { width, height, short } = sheet;
  const [first, second, , third] = palette.accents;
  const gas = ramp([
    lch(0.09, 0.03, 275),
    lch(0.14, 0.05, 275),
    shade(first, 0.62),
    shade(second, 0.85),
    mix(third, palette.paper, 0.45),
  ]);
  const cloud = cloudNoise(random, 5);
  const bend = cloudNoise(random, 3);
  const scale = 1 / (short * random.between(0.6, 0.9));
  const slope = random.between(-0.7, 0.7);

  const field = (x: number, y: number): Rgb => {
    const [u, v] = [x * scale, y * scale];
    const pull = bend(u * 0.8 + 3, v * 0.8);
    const across = (1.5 * (y - height / 2)) / height - (slope * (x - width / 2)) / width;
    const band = Math.exp(-(across ** 2) * 2.6);
    const density = 0.5 + 0.85 * cloud(u + 1.5 * pull, v + 1.5 * bend(u, v + 7));
    return gas(Math.max(0, density * (0.22 + 0.75 * band) - 0.04));
  };

  const radius = short * random.between(0.19, 0.3);
  const center: Point = [width * random.between(0.3, 0.7), height * random.between(0.36, 0.62)];
  const tilt = random.between(-28, 28);
  const isRinged = theme.chance(0.65);
  const lightSide = random.pick([-1, 1]);
  const shapes = [
    starsOf({ sheet, random }, height),
    starsOf({ sheet, random }, height),
    isRinged ? ring(center, radius, tilt, [third, second], 'back') : '',
    planet(random, center, radius, tilt, [second, first, mix(second, palette.paper, 0.5), third], lightSide),
    isRinged ? ring(center, radius, tilt, [third, second], 'front') : '',
    ...Array.from({ length: theme.whole(1, 3) }, (_, index) => {
      const angle = random.between(0, 2 * Math.PI);
      const far = radius * random.between(1.5, 2.1);
      const at: Point = [
        center[0] + far * Math.cos(angle) * Math.min(1.4, width / short),
        center[1] + far * Math.sin(angle) * Math.min(1.2, height / short),
      ];
      return moon(
        at,
        radius * random.between(0.06, 0.15),
        mix(palette.paper, palette.accents[4], 0.5),
        lightSide,
        index,
      );
    }),
  ].join('');
  return { field, shapes };
}

function planet(
  random: Random,
  [x, y]: Point,
  radius: number,
  tilt: number,
  colors: readonly Color[],
  lightSide: number,
): string {
  const count = random.whole(9, 15);
  let top = -1;
  const bands = Array.from({ length: count }, (_, index) => {
    const depth = (2 / count) * random.between(0.6, 1.5);
    const swing = random.between(0.005, 0.03);
    const phase = random.between(0, 7);
    const edge = (level: number): Point[] =>
      Array.from({ length: 41 }, (__, step): Point => {
        const across = -1 + step / 20;
        return [
          x + radius * across * 1.05,
          y + radius * (level + swing * Math.sin(phase + across * 9) + 0.07 * across * across),
        ];
      });
    const path = polyline([...edge(top), ...edge(top + depth * 1.25).toReversed()]);
    top += depth;
    const color = colors[index % colors.length];
    return color === undefined
      ? ''
      : `<path d="${path}Z" fill="${hexOf(shade(color, random.between(0.8, 1.08)))}"/>`;
  }).join('');
  const [body] = colors;
  return [
    `<clipPath id="globe"><circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}"/></clipPath>`,
    shadow('shade', lightSide),
    `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius * 1.07)}" fill="${body === undefined ? '#fff' : hexOf(body)}" fill-opacity=".13"/>`,
    `<g clip-path="url(#globe)"><g transform="rotate(${fixed(tilt)} ${fixed(x)} ${fixed(y)})">`,
    `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}" fill="${body === undefined ? '#fff' : hexOf(body)}"/>${bands}</g></g>`,
    `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius + 0.5)}" fill="url(#shade)"/>`,
  ].join('');
}

/** Night on the side away from the light. */
function shadow(id: string, lightSide: number): string {
  const x = 0.5 + 0.32 * lightSide;
  return `<radialGradient id="${id}" cx="${fixed(x)}" cy=".32" r=".82"><stop offset=".1" stop-color="#fff" stop-opacity=".16"/><stop offset=".4" stop-color="#04050d" stop-opacity=".06"/><stop offset=".78" stop-color="#04050d" stop-opacity=".8"/><stop offset="1" stop-color="#04050d" stop-opacity=".95"/></radialGradient>`;
}

function ring(
  [x, y]: Point,
  radius: number,
  tilt: number,
  [outer, inner]: readonly [Color, Color],
  half: 'back' | 'front',
): string {
  const sweep = half === 'back' ? 1 : 0;
  const arcs = Array.from({ length: 11 }, (_, index) => {
    const rx = radius * (1.36 + index * 0.062);
    const ry = rx * 0.24;
    const color = mix(inner, outer, index / 10);
    const opacity = index === 6 ? 0.08 : 0.42 + 0.3 * Math.sin(index * 2.1) ** 2;
    return `<path d="M${fixed(x - rx)} ${fixed(y)}A${fixed(rx)} ${fixed(ry)} 0 0 ${sweep} ${fixed(x + rx)} ${fixed(y)}" stroke="${hexOf(color)}" stroke-opacity="${fixed(opacity)}"/>`;
  }).join('');
  return `<g fill="none" stroke-width="${fixed(radius * 0.048)}" transform="rotate(${fixed(tilt)} ${fixed(x)} ${fixed(y)})">${arcs}</g>`;
}

function moon([x, y]: Point, radius: number, color: Color, lightSide: number, index: number): string {
  const at = `cx="${fixed(x)}" cy="${fixed(y)}"`;
  return `${shadow(`moon${index}`, lightSide)}<circle ${at} r="${fixed(radius)}" fill="${hexOf(color)}"/><circle ${at} r="${fixed(radius + 0.3)}" fill="url(#moon${index})"/>`;
}
