import { BedrockRuntimeServiceException } from '@aws-sdk/client-bedrock-runtime';
import type { DrawOutcome } from '../../../domain/generation/image-model.ts';
import { withoutAnswer } from '../never-sent.ts';

/** Bedrock does not say for how long it throttles; its quotas count by the minute. */
const throttledSeconds = 20;

/** What a failed call to Bedrock comes to. What is not proven to be uncharged is ambiguous. */
export function bedrockFailure(error: unknown): DrawOutcome {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (!(error instanceof BedrockRuntimeServiceException)) {
    // Without credentials the SDK throws before it sends anything.
    if (error instanceof Error && error.name === 'CredentialsProviderError')
      return { outcome: 'unavailable', why: 'credentials', reason };
    return withoutAnswer(error, reason);
  }

  switch (error.name) {
    case 'AccessDeniedException':
    case 'UnrecognizedClientException':
    case 'ExpiredTokenException':
    case 'InvalidSignatureException':
      return { outcome: 'unavailable', why: 'credentials', reason };
    case 'ResourceNotFoundException':
      return { outcome: 'unavailable', why: 'model-gone', reason };
    case 'ThrottlingException':
    case 'ServiceQuotaExceededException':
      return { outcome: 'rate-limited', reason, retryAfterSeconds: throttledSeconds };
    case 'ModelNotReadyException':
    case 'ServiceUnavailableException':
      return { outcome: 'busy', reason };
    case 'ValidationException':
      return { outcome: 'failed', reason };
    default:
      // ModelTimeoutException, ModelErrorException, InternalServerException, and whatever comes.
      return { outcome: 'ambiguous', reason };
  }
}
