import { randomBytes } from 'node:crypto';

/** What the Runtime API says of an invocation beside its payload. */
export function invocationHeaders(
  functionName: string,
  requestId: string,
  deadlineAtMillis: number,
): Record<string, string> {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const trace = `1-${seconds}-${randomBytes(12).toString('hex')}`;
  return {
    'Lambda-Runtime-Aws-Request-Id': requestId,
    'Lambda-Runtime-Deadline-Ms': String(deadlineAtMillis),
    'Lambda-Runtime-Invoked-Function-Arn': `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    'Lambda-Runtime-Trace-Id': `Root=${trace};Parent=${randomBytes(8).toString('hex')};Sampled=0`,
  };
}
