import { createHash, randomBytes } from 'node:crypto';

/** A new key: 256 random bits. It is shown once; what is stored is its SHA-256. */
export function newApiKey(): string {
  return `dr_${randomBytes(32).toString('base64url')}`;
}

export function sha256Hex(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex');
}
