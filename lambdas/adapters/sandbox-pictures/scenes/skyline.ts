import { type Color, hexOf, lch, mix } from '../color.ts';
import type { Random } from '../random.ts';
import type { Brief, Scene } from '../scene.ts';
import { skyOf } from '../sky.ts';
import { fixed } from '../svg-path.ts';
import { mirrored, ripples } from './water.ts';

type Block = {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly top: 'flat' | 'stepped' | 'spire' | 'slope';
};

/** A city against the sky, row behind row, its windows lit, over water or a dark embankment. */
export function skyline(brief: Brief): Scene {
  const { sheet, palette, mood, theme, random } = brief;
  const hasWater = mood.water || theme.chance(0.6);
  const line = sheet.height * (hasWater ? random.between(0.68, 0.76) : 0.94);
  const sky = skyOf(brief, line);
  const tall = Math.min(line * 0.62, sheet.short * random.between(0.48, 0.6));

  const rows = [0, 0.5, 1].map((nearness) => {
    const air = mix(palette.sky[3], palette.sky[1], 0.6);
    const color = mix(mix(air, palette.near, 0.25), palette.near, nearness);
    const blocks = blocksOf(
      random,
      sheet.width,
      sheet.short * (0.045 + 0.035 * nearness),
      tall * (1 - 0.32 * nearness),
    );
    return blocks.map((block) => building(random, block, line, color, lights(brief, nearness))).join('');
  });
  const city = rows.join('');
  if (!hasWater) {
    const quay = `<rect x="0" y="${fixed(line)}" width="${fixed(sheet.width)}" height="${fixed(sheet.height)}" fill="${hexOf(palette.near)}"/>`;
    return { field: sky.colorAt, shapes: sky.shapes + city + quay };
  }

  const reflection = `<svg x="0" y="${fixed(line)}" width="${fixed(sheet.width)}" height="${fixed(sheet.height - line)}"><g transform="translate(0 ${fixed(line * 0.85)}) scale(1 -.85)" opacity=".5">${city}</g></svg>`;
  return {
    field: mirrored(brief, sky, line),
    shapes: sky.shapes + reflection + ripples(brief, sky, line) + city,
  };
}

/** The town is highest around one or two centres. */
function blocksOf(random: Random, width: number, size: number, tall: number): readonly Block[] {
  const centers = [random.between(0.2, 0.5), random.between(0.5, 0.85)];
  const blocks: Block[] = [];
  let x = -size * random.next();
  while (x < width) {
    const across = x / width;
    const pull = Math.max(...centers.map((center) => Math.exp(-(((across - center) / 0.16) ** 2))));
    const blockWidth = size * random.between(0.6, 1.35);
    blocks.push({
      x,
      width: blockWidth,
      height: tall * (0.16 + random.next() * 0.26 + pull * random.between(0.15, 0.6)),
      top: random.pick(['flat', 'flat', 'flat', 'stepped', 'slope', 'spire']),
    });
    x += blockWidth * random.between(0.9, 1.25);
  }
  return blocks;
}

function lights(
  { palette, random }: Brief,
  nearness: number,
): { readonly colors: readonly string[]; readonly share: number; readonly opacity: number } {
  const warm = [lch(0.88, 0.11, 85), lch(0.82, 0.13, 70), palette.accents[3], palette.accents[4]];
  const share = { night: 0.42, dusk: 0.3, dawn: 0.12, day: 0.1 }[palette.hour] * random.between(0.8, 1.2);
  const day = [mix(palette.sky[3], palette.near, 0.35)];
  return {
    colors: (palette.hour === 'day' ? day : warm).map(hexOf),
    share,
    opacity: 0.4 + 0.5 * nearness,
  };
}

function building(
  random: Random,
  { x, width, height, top }: Block,
  ground: number,
  color: Color,
  { colors, share, opacity }: ReturnType<typeof lights>,
): string {
  const roof = ground - height;
  const right = x + width;
  const outline = {
    flat: `M${fixed(x)} ${fixed(roof)}H${fixed(right)}`,
    slope: `M${fixed(x)} ${fixed(roof + width * 0.35)}L${fixed(right)} ${fixed(roof)}`,
    stepped: `M${fixed(x)} ${fixed(roof)}H${fixed(x + width * 0.2)}v${fixed(-width * 0.3)}h${fixed(width * 0.18)}v${fixed(-width * 0.3)}h${fixed(width * 0.24)}v${fixed(width * 0.3)}h${fixed(width * 0.18)}v${fixed(width * 0.3)}H${fixed(right)}`,
    spire: `M${fixed(x)} ${fixed(roof)}L${fixed(x + width * 0.42)} ${fixed(roof - width * 0.3)}L${fixed(x + width * 0.5)} ${fixed(roof - width * 1.3)}L${fixed(x + width * 0.58)} ${fixed(roof - width * 0.3)}L${fixed(right)} ${fixed(roof)}`,
  }[top];
  const body = `<path d="${outline}V${fixed(ground)}H${fixed(x)}Z" fill="${hexOf(color)}"/>`;

  const columns = Math.max(2, Math.round(width / 8));
  const cell = width / (columns + 0.6);
  const floor = cell * 1.25;
  const floors = Math.floor((height - cell * 1.6) / floor);
  // A floor where people still work is lit from end to end.
  const windows: Record<string, string> = {};
  for (let level = 0; level < floors; level += 1) {
    const lit = random.chance(0.06) ? 0.95 : share * random.between(0.2, 1.5);
    for (let column = 0; column < columns; column += 1) {
      if (!random.chance(lit)) continue;
      const fill = colors[Math.floor(random.next() ** 1.8 * colors.length)] ?? '#fff';
      windows[fill] =
        `${windows[fill] ?? ''}M${fixed(x + cell * (column + 0.55))} ${fixed(roof + cell * 1.1 + level * floor)}h${fixed(cell * 0.5)}v${fixed(cell * 0.62)}h${fixed(-cell * 0.5)}Z`;
    }
  }
  const panes = Object.entries(windows).map(
    ([fill, path]) => `<path d="${path}" fill="${fill}" fill-opacity="${fixed(opacity)}"/>`,
  );
  return body + panes.join('');
}
