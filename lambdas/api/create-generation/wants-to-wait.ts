import type { AiModelConfig } from '../../domain/generation/ai-model-config.ts';
import type { ApiRequest } from '../../http/api-request.ts';
import { preferredWait } from './preference.ts';
import type { GenerationQuery } from './request.ts';

/** Whether a call blocks until its job has ended. A model that is async waits only for those who ask for it. */
export function wantsToWait(
  { headers }: Pick<ApiRequest, 'headers'>,
  query: Pick<GenerationQuery, 'async'>,
  model: Pick<AiModelConfig, 'mode'> | undefined,
): boolean {
  return !query.async && (model?.mode !== 'async' || preferredWait(headers['prefer']) !== undefined);
}
