import * as z from 'zod';

const name = z.string();
/** Its place in the list that it came in. */
const index = z.int().min(0);

/** A picture as a client gave it. Failures call it by its `name`, such as `refImageUrls.0`, or the key of a requirement. */
const referenceSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('request'), name, index, base64: z.string() }),
  z.object({ from: z.literal('address'), name, url: z.string() }),
  z.object({ from: z.literal('upload'), name, index, uploadId: z.string() }),
]);

export type ReferenceSource = z.output<typeof referenceSource>;

/** All references of one job, in the order in which its model is shown them. */
export const referenceOrder = z.object({
  jobId: z.string(),
  /** Under which uploads are looked for. */
  teamHandle: z.string(),
  /** Of the POST, for logs. */
  requestId: z.string(),
  sources: z.array(referenceSource).min(1).readonly(),
});

export type ReferenceOrder = z.output<typeof referenceOrder>;

const storedReference = z.object({ key: z.string(), mimeType: z.enum(['image/png', 'image/jpeg']) });

/** What a client is told of the first reference that cannot be used, in the order of the sources. */
const referenceRefusal = z.object({
  code: z.enum(['reference_not_an_image', 'reference_url_refused', 'reference_fetch_failed']),
  /** A sentence for the client. */
  error: z.string(),
  url: z.string().optional(),
  index: index.optional(),
});

export type ReferenceRefusal = z.output<typeof referenceRefusal>;

export const keptReferences = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('kept'), references: z.array(storedReference).readonly() }),
  /** Nothing was kept. */
  z.object({ outcome: z.literal('refused'), refusal: referenceRefusal }),
]);

export type KeptReferences = z.output<typeof keptReferences>;

/** Reads, decodes and keeps what clients give as references. Order and answer pass as JSON, at most 6 MB each. */
export interface ReferenceKeeper {
  /**
   * Keeps all of them, under keys of the job, or none. May be repeated: what is kept is overwritten. Throws
   * `ReferencesUnavailable`; what was kept until then expires by itself.
   */
  keep(order: ReferenceOrder): Promise<KeptReferences>;
}
