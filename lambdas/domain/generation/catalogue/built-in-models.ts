import type { AiModelConfig } from '../ai-model-config.ts';
import { googleModels } from './google-models.ts';
import { openAiModels } from './openai-models.ts';
import { sandboxModels } from './sandbox-models.ts';
import { stabilityModels } from './stability-models.ts';

/** The models that come with this version; operators put others beside or over them, without a deploy. */
export function builtInModels({ sandbox }: { readonly sandbox: boolean }): readonly AiModelConfig[] {
  return [...(sandbox ? sandboxModels : []), ...googleModels, ...openAiModels, ...stabilityModels];
}
