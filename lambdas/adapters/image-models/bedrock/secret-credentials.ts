import type { BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import * as z from 'zod';
import type { ProviderSecret } from '../../../domain/generation/provider-secret.ts';

/** What a secret with credentials of another account, or of whoever owns a laptop, holds. */
const secretCredentials = z.object({
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  sessionToken: z.string().optional(),
  expiration: z.iso.datetime().optional(),
});

/** There are no credentials for Bedrock, or they cannot be read: an operator has to put them in place. */
class NoBedrockCredentials extends Error {
  override name = 'CredentialsProviderError' as const;
}

/** Credentials for the SDK, which asks again when they run out. */
export function credentialsIn(
  secret: ProviderSecret,
): NonNullable<BedrockRuntimeClientConfig['credentials']> {
  return async () => {
    const text = await secret.read();
    if (text === undefined) throw new NoBedrockCredentials('The secret for Bedrock is not there, or empty.');
    const parsed = z
      .string()
      .transform((json, context): unknown => {
        try {
          return JSON.parse(json);
        } catch {
          context.addIssue({ code: 'custom', message: 'Is not JSON.' });
          return z.NEVER;
        }
      })
      .pipe(secretCredentials)
      .safeParse(text);
    if (!parsed.success) throw new NoBedrockCredentials('The secret for Bedrock holds no credentials.');

    const { expiration, ...keys } = parsed.data;
    return { ...keys, ...(expiration === undefined ? {} : { expiration: new Date(expiration) }) };
  };
}
