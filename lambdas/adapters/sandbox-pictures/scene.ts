import type { Rgb } from './color.ts';
import type { Mood } from './mood.ts';
import type { Palette } from './palette.ts';
import type { Random } from './random.ts';

/** The sheet a scene is drawn on. Units: a square sheet is 1000 by 1000, any other has the same area. */
export type Sheet = { readonly width: number; readonly height: number; readonly short: number };

/** What a composition is given. Everything but `random` is the same for every sample of a prompt. */
export type Brief = {
  readonly sheet: Sheet;
  readonly mood: Mood;
  readonly palette: Palette;
  /** Decides what the samples of a prompt have in common. */
  readonly theme: Random;
  /** Decides the layout; differs by sample. */
  readonly random: Random;
};

export type Scene = {
  /** The soft part: a colour for each point, painted on a coarse grid and enlarged. */
  readonly field: (x: number, y: number) => Rgb;
  /** The crisp part: SVG elements in sheet units, drawn over the field. */
  readonly shapes: string;
};

export type Composition = (brief: Brief) => Scene;
