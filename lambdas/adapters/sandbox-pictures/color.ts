/** A colour in OKLab, where equal steps look equal: mixing two never passes through mud. */
export type Color = { readonly l: number; readonly a: number; readonly b: number };

/** Red, green and blue from 0 to 255, not rounded. */
export type Rgb = readonly [number, number, number];

/** Lightness 0 to 1, chroma about 0 to 0.3, hue in degrees (30 red, 90 yellow, 145 green, 250 blue, 320 magenta). */
export function lch(lightness: number, chroma: number, hueDegrees: number): Color {
  const hue = (hueDegrees * Math.PI) / 180;
  return { l: lightness, a: chroma * Math.cos(hue), b: chroma * Math.sin(hue) };
}

export function mix(from: Color, to: Color, share: number): Color {
  const t = Math.min(1, Math.max(0, share));
  return {
    l: from.l + (to.l - from.l) * t,
    a: from.a + (to.a - from.a) * t,
    b: from.b + (to.b - from.b) * t,
  };
}

export function shade(color: Color, lightnessFactor: number): Color {
  return { ...color, l: Math.min(1, color.l * lightnessFactor) };
}

/** What sRGB cannot show loses chroma, not hue. */
export function rgbOf(color: Color): Rgb {
  let kept = 1;
  let linear = linearRgb(color, kept);
  while (kept > 0.05 && linear.some((channel) => channel < -0.001 || channel > 1.001)) {
    kept -= 0.08;
    linear = linearRgb(color, kept);
  }
  const [red, green, blue] = linear;
  return [encoded(red), encoded(green), encoded(blue)];
}

export function hexOf(color: Color): string {
  return `#${rgbOf(color)
    .map((channel) => Math.round(channel).toString(16).padStart(2, '0'))
    .join('')}`;
}

/** Colours along evenly spaced stops, as a function of 0 to 1 that is cheap enough to call for every pixel. */
export function ramp(stops: readonly [Color, ...Color[]]): (position: number) => Rgb {
  const steps = 512;
  const table = Array.from({ length: steps + 1 }, (_, step) => {
    const along = (step / steps) * (stops.length - 1);
    const before = Math.floor(along);
    const from = stops[before] ?? stops[0];
    return rgbOf(mix(from, stops[before + 1] ?? from, along - before));
  });
  const first = rgbOf(stops[0]);

  return (position) => table[Math.round(Math.min(1, Math.max(0, position)) * steps)] ?? first;
}

function linearRgb({ l, a, b }: Color, chromaShare: number): Rgb {
  const long = (l + 0.3963377774 * a * chromaShare + 0.2158037573 * b * chromaShare) ** 3;
  const medium = (l - 0.1055613458 * a * chromaShare - 0.0638541728 * b * chromaShare) ** 3;
  const short = (l - 0.0894841775 * a * chromaShare - 1.291485548 * b * chromaShare) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function encoded(linear: number): number {
  const channel = Math.min(1, Math.max(0, linear));
  return 255 * (channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055);
}
