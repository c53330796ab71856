import { hexOf, mix, type Rgb, rgbOf } from '../color.ts';
import { planeNoise } from '../noise.ts';
import type { Brief } from '../scene.ts';
import type { Sky } from '../sky.ts';
import { fixed } from '../svg-path.ts';

/** The sky seen in water below `line`: mirrored, darker towards us, pulled sideways by the swell. */
export function mirrored({ sheet, palette, random }: Brief, sky: Sky, line: number): Sky['colorAt'] {
  const swell = planeNoise(random);
  const deep = rgbOf(mix(palette.near, palette.sky[0], 0.45));

  return (x, y): Rgb => {
    if (y < line) return sky.colorAt(x, y);
    const nearness = (y - line) / Math.max(1, sheet.height - line);
    const pull = swell(x / (sheet.short * 0.3), (y - line) / (4 + nearness * 22)) * (2 + 26 * nearness);
    const [red, green, blue] = sky.colorAt(
      x + pull,
      Math.max(0, line - (y - line) * (line / (sheet.height - line)) * 0.8 - Math.abs(pull) * 0.8),
    );
    const depth = 0.14 + 0.5 * nearness;
    return [
      red + (deep[0] - red) * depth,
      green + (deep[1] - green) * depth,
      blue + (deep[2] - blue) * depth,
    ];
  };
}

/** Ripples over the whole water, and the path of light below sun or moon. */
export function ripples({ sheet, palette, random }: Brief, sky: Sky, line: number): string {
  const water = sheet.height - line;
  const dark = hexOf(palette.near);
  const pale = hexOf(mix(palette.sky[3], palette.light, 0.4));
  const glitter = hexOf(palette.light);
  const lens = (x: number, y: number, half: number, thick: number, fill: string, opacity: number) =>
    `<ellipse cx="${fixed(x)}" cy="${fixed(y)}" rx="${fixed(half)}" ry="${fixed(thick)}" fill="${fill}" fill-opacity="${fixed(opacity)}"/>`;

  const calm = Array.from({ length: Math.round((sheet.width * water) / 1400) }, () => {
    const nearness = random.next() ** 1.6;
    const half = (6 + 60 * nearness) * random.between(0.4, 1.3);
    const [fill, opacity] = random.chance(0.55)
      ? [dark, 0.05 + 0.16 * nearness]
      : [pale, 0.08 + 0.14 * (1 - nearness)];
    return lens(
      random.between(0, sheet.width),
      line + 2 + nearness * water,
      half,
      0.35 + 1.5 * nearness,
      fill,
      opacity,
    );
  });
  const path = Array.from({ length: Math.round(water * 0.55) }, () => {
    const nearness = random.next() ** 1.25;
    const spread = sky.light.radius * (0.5 + 1.7 * nearness);
    return lens(
      sky.light.x + random.bell() * spread,
      line + 1.5 + nearness * water * 0.92,
      sky.light.radius * random.between(0.08, 0.42) * (0.45 + nearness),
      0.4 + 1.5 * nearness,
      glitter,
      random.between(0.25, 0.8) * (1 - 0.55 * nearness),
    );
  });
  return [...calm, ...path].join('');
}

/** A sailing boat with its reflection. */
export function boat({ palette, random, sheet }: Brief, line: number): string {
  const size = sheet.short * random.between(0.05, 0.08);
  const x = sheet.width * random.between(0.25, 0.75);
  const y = line + (sheet.height - line) * random.between(0.12, 0.3);
  const hull = hexOf(mix(palette.near, palette.sky[2], 0.12));
  const sail = hexOf(mix(palette.light, palette.sky[2], 0.25));
  const shape = `<path d="M-.5 0L.55 0L.4 .16L-.38 .16Z" fill="${hull}"/><path d="M.02 -.05L.02 -1.15L.48 -.08Z" fill="${sail}"/><path d="M-.04 -.05L-.04 -.95L-.36 -.08Z" fill="${sail}" fill-opacity=".8"/>`;
  return [
    `<g transform="translate(${fixed(x)} ${fixed(y + size * 0.3)}) scale(${fixed(size)} ${fixed(-size * 0.8)})" opacity=".28">${shape}</g>`,
    `<g transform="translate(${fixed(x)} ${fixed(y)}) scale(${fixed(size)})">${shape}</g>`,
  ].join('');
}
