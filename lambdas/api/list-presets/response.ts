import * as z from 'zod';
import { presetResponse } from '../preset-answer.ts';

export const listPresetsResponse = z.object({ presets: z.array(presetResponse) });
