import * as z from 'zod';

export const createUploadResponse = z.object({
  uploadId: z.string(),
  method: z.literal('POST'),
  url: z.url().describe('Where to post the form.'),
  fields: z.record(z.string(), z.string()).describe('Fields of the form, all of them, before the file.'),
  expiresAt: z.iso.datetime().describe('Until when the form is taken. The upload can be used for a day.'),
});
