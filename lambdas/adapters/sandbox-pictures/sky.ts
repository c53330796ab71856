import { type Color, hexOf, lch, mix, type Rgb, ramp, rgbOf } from './color.ts';
import { cloudNoise } from './noise.ts';
import type { Brief } from './scene.ts';
import { fixed } from './svg-path.ts';

export type Sky = {
  readonly colorAt: (x: number, y: number) => Rgb;
  /** Stars, sun or moon. */
  readonly shapes: string;
  readonly light: { readonly x: number; readonly y: number; readonly radius: number };
};

/** Air from the top of the sheet down to the horizon: gradient, glow around the light, drifting cloud. */
export function skyOf({ sheet, palette, mood, random }: Brief, horizon: number): Sky {
  const { hour } = palette;
  const isNight = hour === 'night';
  const radius = sheet.short * (isNight ? random.between(0.045, 0.065) : random.between(0.05, 0.085));
  const isLow = hour === 'dawn' || hour === 'dusk';
  const light = {
    x: sheet.width * random.between(0.22, 0.78),
    y: horizon * (isLow ? random.between(0.5, 0.68) : random.between(0.2, 0.42)),
    radius,
  };

  const air = ramp(palette.sky);
  const cloud = cloudNoise(random, 4);
  const curtain = cloudNoise(random, 3);
  const glow = rgbOf(mix(palette.light, palette.sky[2], isLow ? 0.25 : 0));
  const reach = sheet.short * (isNight ? 0.22 : 0.42);
  const cover = random.between(0.25, 0.75) * (isNight ? 0.35 : 0.9);
  const litCloud = rgbOf(mix(palette.sky[2], palette.light, isNight ? 0.3 : 0.66));
  const green = ramp([lch(0.78, 0.2, 158), lch(0.62, 0.2, 185), lch(0.45, 0.19, 310)]);

  const colorAt = (x: number, y: number): Rgb => {
    const down = Math.min(1, Math.max(0, y / horizon));
    const [r, g, b] = air(down ** 1.15);
    const near = Math.exp(-Math.hypot(x - light.x, (y - light.y) * 1.15) / reach) * (isNight ? 0.4 : 0.75);
    const scale = 1 / (sheet.short * 0.55);
    const drift = cloud(x * scale, y * scale * 3.4);
    const veil = smooth(0.02, 0.5, drift + 0.25 * (down - 0.4)) * cover * (0.35 + 0.65 * near + 0.3 * down);
    let red = r + (litCloud[0] - r) * veil;
    let greenish = g + (litCloud[1] - g) * veil;
    let blue = b + (litCloud[2] - b) * veil;
    red += (glow[0] - red) * near;
    greenish += (glow[1] - greenish) * near;
    blue += (glow[2] - blue) * near;
    if (!mood.aurora) return [red, greenish, blue];

    const fold = x / sheet.short + 0.55 * curtain(x / sheet.short, down * 1.2);
    const stripe = Math.abs(curtain(fold * 1.3, 3.7));
    const ray = 0.65 + 0.35 * curtain(fold * 22, down * 0.8);
    const strength =
      Math.max(0, 1 - stripe * 2.6) ** 1.6 * ray * smooth(0.98, 0.45, down) * smooth(-0.1, 0.35, down);
    const [auroraRed, auroraGreen, auroraBlue] = green(1 - down * 1.15);
    return [
      red + auroraRed * strength,
      greenish + auroraGreen * strength,
      blue + auroraBlue * strength * 0.8,
    ];
  };

  const shapes = [
    isNight || (mood.stars && hour !== 'day') ? starsOf({ sheet, random }, horizon) : '',
    disc(light, palette.light, isNight),
  ].join('');

  return { colorAt, shapes, light };
}

/** A field of stars down to `bottom`: many faint, few bright. */
export function starsOf({ sheet, random }: Pick<Brief, 'sheet' | 'random'>, bottom: number): string {
  const count = Math.round((0.32 * sheet.width * bottom) / 1000);
  return Array.from({ length: count }, () => {
    const bright = random.next() ** 7;
    const opacity = 0.25 + 0.75 * random.next() * (0.4 + bright);
    const fade = 0.95 * bottom * random.next() ** 1.25;
    return `<circle cx="${fixed(random.between(0, sheet.width))}" cy="${fixed(fade)}" r="${fixed(0.35 + 0.55 * random.next() + 1.5 * bright)}" fill="${random.pick(['#fff', '#fff', '#fff', '#ffe9cf', '#cfe0ff'])}" fill-opacity="${fixed(Math.min(1, opacity))}"/>`;
  }).join('');
}

function disc({ x, y, radius }: Sky['light'], color: Color, isMoon: boolean): string {
  const fill = hexOf(color);
  const rings = isMoon ? [2.6, 1.7] : [3.4, 2.2, 1.5];
  const halo = rings
    .map(
      (ring) =>
        `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius * ring)}" fill="${fill}" fill-opacity=".055"/>`,
    )
    .join('');
  const seas = isMoon
    ? [
        [-0.3, -0.22, 0.3],
        [0.18, 0.12, 0.36],
        [-0.22, 0.4, 0.2],
        [0.42, -0.36, 0.16],
      ]
        .map(
          ([across = 0, down = 0, size = 0]) =>
            `<circle cx="${fixed(x + across * radius)}" cy="${fixed(y + down * radius)}" r="${fixed(size * radius)}" fill="#9aa3b5" fill-opacity=".22"/>`,
        )
        .join('')
    : '';
  return `${halo}<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}" fill="${fill}"/>${seas}`;
}

/** 0 before `from`, 1 after `to`, and soft between. */
function smooth(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
