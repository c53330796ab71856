import { type Color, hexOf, lch, mix, shade } from '../color.ts';
import type { Brief, Scene } from '../scene.ts';
import { type Sky, skyOf } from '../sky.ts';
import { fixed } from '../svg-path.ts';
import { coniferRow } from './conifers.ts';
import { crestOf, land, litSides, type RidgeKind } from './ridges.ts';
import { boat, mirrored, ripples } from './water.ts';

/** Ridges one behind the other, the far ones lost in the air; below them a lake, or nearer hills. */
export function landscape(brief: Brief): Scene {
  const { sheet, mood, theme, random } = brief;
  const hasWater = mood.water || (mood.subject === undefined && theme.chance(0.45));
  const line = sheet.height * (hasWater ? random.between(0.56, 0.66) : random.between(0.5, 0.6));
  const sky = skyOf(brief, line);

  if (!hasWater) {
    const hills = ridges(brief, sky, { top: line, bottom: sheet.height * 1.04, count: 6 });
    return { field: sky.colorAt, shapes: `${sky.shapes}${birds(brief, line)}${hills}` };
  }

  const far = ridges(brief, sky, { top: line - sheet.short * 0.05, bottom: line, count: 4 });
  const reflection = [
    `<svg x="0" y="${fixed(line)}" width="${fixed(sheet.width)}" height="${fixed(sheet.height - line)}">`,
    `<g transform="translate(0 ${fixed(line * 0.9)}) scale(1 -.9)" opacity=".55">${far.replaceAll('ridge', 'mirror')}</g></svg>`,
  ].join('');
  const shapes = [
    sky.shapes,
    birds(brief, line),
    reflection,
    ripples(brief, sky, line),
    far,
    mood.boat ? boat(brief, line) : '',
    foreground(brief),
  ].join('');
  return { field: mirrored(brief, sky, line), shapes };
}

function ridges(
  brief: Brief,
  sky: Sky,
  { top, bottom, count }: { readonly top: number; readonly bottom: number; readonly count: number },
): string {
  const { sheet, palette, mood, random, theme } = brief;
  const tallest = Math.min(top * 0.62, sheet.short * (mood.sand ? 0.2 : 0.46));
  const haze = palette.sky[3];
  const isAlpine = !mood.sand && (mood.snow || !mood.trees || theme.chance(0.5));
  const wooded = !mood.sand && (mood.trees || theme.chance(0.5));

  return Array.from({ length: count }, (_, index) => {
    const nearness = index / (count - 1);
    const kind: RidgeKind = mood.sand ? 'dunes' : isAlpine && nearness < 0.6 ? 'peaks' : 'hills';
    const base = top + (bottom - top) * nearness ** 1.2;
    const next = top + (bottom - top) * Math.min(1, (index + 1) / (count - 1)) ** 1.2;
    const amplitude =
      tallest *
      (kind === 'peaks'
        ? 1 - 0.5 * nearness
        : kind === 'dunes'
          ? 0.6 + 0.7 * nearness
          : 0.42 - 0.14 * nearness) *
      random.between(0.82, 1.1);
    const wavelength =
      sheet.short *
      (kind === 'peaks'
        ? random.between(0.4, 0.6)
        : random.between(0.5, 0.85) * (kind === 'dunes' ? 0.55 + 0.6 * nearness : 1));
    const color = ridgeColor(brief, nearness);
    const crest = crestOf(random, { kind, width: sheet.width, base, amplitude, wavelength });
    const isLast = index === count - 1;
    const body = land(crest, isLast ? bottom : Math.min(bottom, next + sheet.short * 0.25), color, {
      color: haze,
      share: isLast ? 0.06 : 0.55 * (1 - nearness * 0.6),
      from: base - amplitude,
      to: Math.max(base, next) + amplitude * 0.05,
      id: `ridge${index}`,
    });
    const faces =
      kind !== 'hills'
        ? litSides(random, crest, {
            lightX: sky.light.x,
            depth: amplitude * (kind === 'dunes' ? 0.8 : 0.6),
            fill: hexOf(mix(color, palette.sky[palette.hour === 'night' ? 3 : 2], 0.5)),
            opacity: 0.62 + 0.25 * nearness,
            id: `ridgeface${index}`,
            snow:
              kind === 'peaks' && (mood.snow || (index <= 1 && theme.chance(0.5)))
                ? hexOf(snowColor(brief, nearness))
                : undefined,
          })
        : '';
    const firs =
      wooded && nearness > 0.45
        ? coniferRow(random, crest, {
            height: sheet.short * (0.018 + 0.065 * nearness ** 2.2) * (bottom > sheet.height ? 1.5 : 0.75),
            density: 0.75,
            fill: hexOf(mood.snow ? mix(color, palette.near, 0.7) : shade(color, 0.88)),
          })
        : '';
    return `${firs}${body}${faces}`;
  }).join('');
}

/** Air takes the colour from what is far: the horizon's own for the farthest ridge, nearly black for the nearest. */
function ridgeColor(brief: Brief, nearness: number): Color {
  const { palette, mood } = brief;
  const far = mix(palette.sky[2], palette.sky[1], 0.55);
  const { near } = palette;
  if (mood.snow) {
    const drift = mix(snowColor(brief, 0.6), palette.sky[0], 0.42);
    return nearness < 0.5
      ? mix(far, drift, nearness * 2)
      : mix(drift, mix(near, drift, 0.45), nearness * 2 - 1);
  }
  const middle = mood.sand
    ? lch(palette.hour === 'night' ? 0.3 : 0.62, 0.1, 58)
    : mix(near, palette.sky[0], 0.55);
  return nearness < 0.5
    ? mix(mix(far, middle, 0.32), middle, nearness * 2)
    : mix(middle, near, (nearness - 0.5) * 2);
}

function snowColor({ palette }: Brief, nearness: number): Color {
  const snow =
    palette.hour === 'night' ? lch(0.7, 0.03, 255) : lch(0.965, 0.02, palette.hour === 'day' ? 240 : 50);
  return mix(mix(palette.sky[3], snow, 0.75), snow, nearness);
}

/** The bank we stand on, in one lower corner: it frames the view. */
function foreground(brief: Brief): string {
  const { sheet, palette, random, mood } = brief;
  const isLeft = random.chance(0.5);
  const size = sheet.short * random.between(0.1, 0.16);
  const crest = crestOf(random, {
    kind: 'hills',
    width: sheet.width,
    base: sheet.height,
    amplitude: size * 0.5,
    wavelength: sheet.short * 0.5,
  }).map(([x, y]): readonly [number, number] => {
    const across = isLeft ? x / sheet.width : 1 - x / sheet.width;
    return [x, y + size * 0.75 - size * 1.35 * Math.max(0, 1 - across * 2.1) ** 1.6];
  });
  const color = mood.snow ? ridgeColor(brief, 1) : palette.near;
  const edge = crest.filter(
    ([x, y]) => y < sheet.height && (isLeft ? x < sheet.width * 0.5 : x > sheet.width * 0.5),
  );
  const plants = mood.sand
    ? ''
    : coniferRow(random, edge, {
        height: Math.min(sheet.short * 0.3, sheet.height * 0.3) * random.between(0.7, 1),
        density: mood.trees ? 0.6 : 0.3,
        fill: hexOf(shade(palette.near, 0.9)),
      });
  const ground = land(crest, sheet.height + size * 2, color, {
    color: shade(color, 0.7),
    share: 1,
    from: sheet.height - size,
    to: sheet.height,
    id: 'bank',
  });
  return `${plants}${ground}`;
}

function birds({ sheet, palette, random }: Brief, horizon: number): string {
  if (palette.hour === 'night') return '';
  const [x, y] = [sheet.width * random.between(0.2, 0.75), horizon * random.between(0.3, 0.6)];
  const wings = Array.from({ length: random.whole(3, 8) }, () => {
    const span = sheet.short * random.between(0.008, 0.016);
    const [dx, dy] = [x + random.bell() * sheet.short * 0.14, y + random.bell() * sheet.short * 0.06];
    return `M${fixed(dx - span)} ${fixed(dy - span * random.between(0.1, 0.5))}Q${fixed(dx - span * 0.4)} ${fixed(dy - span * 0.6)} ${fixed(dx)} ${fixed(dy)}Q${fixed(dx + span * 0.4)} ${fixed(dy - span * 0.6)} ${fixed(dx + span)} ${fixed(dy - span * random.between(0.1, 0.5))}`;
  }).join('');
  return `<path d="${wings}" fill="none" stroke="${hexOf(palette.near)}" stroke-opacity=".7" stroke-width="1.5" stroke-linecap="round"/>`;
}
