import { defaultProvider } from '@aws-sdk/credential-provider-node';

/** Credentials of a profile of whoever owns the laptop, in the form of the secret that Bedrock's worker reads. */
export function awsCredentialsOf(profile: string): () => Promise<string> {
  const provide = defaultProvider({ profile });
  return async () => {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provide();
    return JSON.stringify({
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      ...(expiration === undefined ? {} : { expiration: expiration.toISOString() }),
    });
  };
}
