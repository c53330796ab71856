/** Each names a queue, and the worker that serves it. */
export const providers = ['sandbox', 'google', 'openai', 'bedrock', 'compatible'] as const;

export type Provider = (typeof providers)[number];
