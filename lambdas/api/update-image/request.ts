import * as z from 'zod';

export const updateImageBody = z.strictObject({
  isPublic: z.boolean().describe('Publishes the picture in the gallery, or takes it back.'),
});
