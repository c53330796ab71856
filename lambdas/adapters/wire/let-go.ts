/** Less is not worth it. */
const leastBytes = 8192;
/** A part of a smaller block may have neighbours there. */
const ownBlockBytes = 1_000_000;

/**
 * Gives the memory of bytes that were passed on back at once: the collector gets to what lies outside its heap only after
 * tens of megabytes more of it. Whoever still looks at them finds none.
 */
export function letGo({ buffer, byteLength }: Uint8Array): void {
  const isAlone = byteLength === buffer.byteLength || buffer.byteLength >= ownBlockBytes;
  if (isAlone && byteLength >= leastBytes && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
