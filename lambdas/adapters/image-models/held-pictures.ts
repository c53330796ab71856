/** Shorter texts are not worth it, and are left to the provider's SDK. */
const leastLetters = 10_000;

const quote = '"'.charCodeAt(0);
/** What stands before a picture in the JSON of Google, of OpenAI and those like it, and of Stability. */
const names = ['"data"', '"b64_json"', '"images"'];
const longestNameBytes = Math.max(...names.map((name) => name.length));
const firstLookBytes = 4096;
const opening = /^"\w+"\s*:\s*(?:\[\s*)?"/;
/**
 * Four letters are three bytes: a multiple of four is decoded without a rest. A quarter of the largest pictures: slices of a
 * sixteenth of a megabyte take twice the time of one string, and these no more than it.
 */
const sliceLetters = 4 * 1024 * 1024;

/**
 * Takes pictures out of JSON answers before an SDK parses them. A picture of 12 MB is 16 MB of base64: parsed the usual way it
 * is in memory as bytes of the answer, as its text, as a string of the parsed object, and decoded. Here it is there as bytes
 * of the answer, and decoded; the SDK sees a name in its place.
 */
export class HeldPictures {
  readonly #held = new Map<string, Buffer>();
  #count = 0;

  /** For an SDK's option of that name. Rejects as `fetch` does, also when the answer breaks off in the middle. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const response = await fetch(input, init);
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    if (!response.ok || !isJson) return response;

    const bytes = Buffer.from(await response.arrayBuffer());
    const headers = new Headers(response.headers);
    // Of what was on the wire.
    headers.delete('content-length');
    headers.delete('content-encoding');
    return new Response(this.read(bytes), { status: response.status, headers });
  };

  /** The bytes behind what an answer holds in the place of a picture: a name of ours, or the base64 itself. Once. */
  take(nameOrBase64: string): Buffer {
    const held = this.#held.get(nameOrBase64);
    this.#held.delete(nameOrBase64);
    return held ?? Buffer.from(nameOrBase64, 'base64');
  }

  /** Forgets what nobody took: pictures on the way to the last one. A worker draws one picture at a time. */
  clear(): void {
    this.#held.clear();
  }

  /** The text of an answer, with names in the places of its pictures. */
  read(bytes: Buffer): string {
    const parts: string[] = [];
    let from = 0;
    for (let place = nextPicture(bytes, from); place !== undefined; place = nextPicture(bytes, from)) {
      this.#count += 1;
      const name = `held:${this.#count}`;
      this.#held.set(name, decoded(bytes, place));
      parts.push(bytes.toString('utf8', from, place.begin), name);
      from = place.end;
    }
    parts.push(bytes.toString('utf8', from));
    return parts.join('');
  }
}

type Place = { readonly begin: number; readonly end: number };

/** The next text of so many letters behind a name that pictures have. Base64 has no escapes, so it ends at the next quote. */
function nextPicture(bytes: Buffer, from: number): Place | undefined {
  for (let begin = valueAfter(bytes, from); begin !== -1; begin = valueAfter(bytes, begin)) {
    const end = bytes.indexOf(quote, begin);
    if (end === -1) return undefined;
    if (end - begin >= leastLetters) return { begin, end };
  }
  return undefined;
}

/** Where the value behind the next such name begins; -1 when there is none. */
function valueAfter(bytes: Buffer, from: number): number {
  for (let at = nameAfter(bytes, from); at !== -1; at = nameAfter(bytes, at + 1)) {
    // The name, and white space up to the quote: some tens of bytes.
    const [found] = opening.exec(bytes.toString('latin1', at, at + 64)) ?? [];
    if (found !== undefined) return at + found.length;
  }
  return -1;
}

/**
 * The first of the names. It stands near the beginning, or nowhere: so what is looked through grows, and no name that is not
 * there is looked for in a whole picture while another one is near.
 */
function nameAfter(bytes: Buffer, from: number): number {
  for (let size = firstLookBytes, begin = from; begin < bytes.length; begin += size, size *= 4) {
    // A name may begin in one part and end in the next.
    const part = bytes.subarray(begin, begin + size + longestNameBytes);
    const places = names.map((name) => part.indexOf(name)).filter((at) => at !== -1);
    if (places.length > 0) return begin + Math.min(...places);
  }
  return -1;
}

/** In slices, so that the letters are never one string. */
function decoded(bytes: Buffer, { begin, end }: Place): Buffer {
  const picture = Buffer.allocUnsafe(Math.floor(((end - begin) * 3) / 4));
  let length = 0;
  for (let at = begin; at < end; at += sliceLetters) {
    length += picture.write(bytes.toString('latin1', at, Math.min(at + sliceLetters, end)), length, 'base64');
  }
  return picture.subarray(0, length);
}
