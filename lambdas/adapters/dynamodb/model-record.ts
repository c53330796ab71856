import * as z from 'zod';
import type { AiModelConfig } from '../../domain/generation/ai-model-config.ts';
import { keys } from './keys.ts';

/** The stored shape of an operator's model. Whether it still is a model by the schema of this version is asked one by one. */
export const modelRecord = z.object({ config: z.looseObject({ id: z.string() }) });

export function modelItem(config: AiModelConfig) {
  return { ...keys.model(config.id), config };
}
