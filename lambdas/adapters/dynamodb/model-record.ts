import * as z from 'zod';
import { type AiModelConfig, aiModelConfig } from '../../domain/generation/ai-model-config.ts';
import { keys } from './keys.ts';

/** The stored shape of an operator's model. */
export const modelRecord = z.object({ config: aiModelConfig });

export function modelItem(config: AiModelConfig) {
  return { ...keys.model(config.id), config };
}
