import * as z from 'zod';
import { maxUploadBytes } from '../../domain/references/uploads.ts';

export const createUploadBody = z.strictObject({
  mimeType: z
    .enum(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'])
    .describe('What the file will be sent as. What its bytes are is looked at when it is used.'),
  bytes: z.int().min(1).max(maxUploadBytes).describe('The size of the file, or more than it.'),
});
