import * as z from 'zod';
import { thumbnailKeyOf } from '../domain/library/storage-keys.ts';

/** A picture as a job's answer lists it. */
export const picture = z.object({
  id: z.string(),
  url: z.url(),
  thumbnailUrl: z.url(),
  storageKey: z.string(),
  width: z.int(),
  height: z.int(),
});

/** Addresses are composed when they are read, so a new CDN serves old pictures too. */
export function pictureUrls(cdnUrl: string, storageKey: string) {
  return { url: `${cdnUrl}/${storageKey}`, thumbnailUrl: `${cdnUrl}/${thumbnailKeyOf(storageKey)}` };
}
