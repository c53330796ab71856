import { AnswerTooLarge } from './answer-too-large.ts';
import { Base64Picture } from './base64-picture.ts';

/** What an answer may hold beside its pictures: a picture where none is looked for would be in memory four times. */
const mostTextBytes = 4_000_000;

/** Shorter texts are not worth it, and are left to the provider's SDK. */
const leastLetters = 10_000;

const quote = '"'.charCodeAt(0);
/** What stands before a picture in the JSON of Google, of OpenAI and those like it, and of Stability. */
const names = ['"data"', '"b64_json"', '"images"'];
const longestNameBytes = Math.max(...names.map((name) => name.length));
const firstLookBytes = 4096;
const opening = /^"\w+"\s*:\s*(?:\[\s*)?"/;
/** The name, and white space up to the quote: some tens of bytes. */
const openingBytes = 64;

const nothing = Buffer.alloc(0);

export type AnswerOptions = {
  /** Of an answer that is longer, `write` throws `AnswerTooLarge`. */
  readonly mostBytes: number;
  /** Of the whole answer, where it says so. */
  readonly expectedBytes?: number | undefined;
  /** False for what is all text, such as an error. */
  readonly hasPictures?: boolean;
};

/**
 * The text of a JSON answer, which may come in pieces of any size, with names in the places of its pictures. Pictures are
 * decoded as they come, so that of the answer there is never more than the piece that came last.
 */
export class AnswerText {
  readonly #hold: (picture: Buffer) => string;
  readonly #hasPictures: boolean;
  readonly #mostBytes: number;
  readonly #expectedBytes: number;
  /** Copies: a view would keep the whole piece alive. */
  readonly #text: Buffer[] = [];
  /** The end of what came, where a picture may begin: at most its name and `leastLetters`. */
  #undecided = nothing;
  #picture: Base64Picture | undefined;
  #seenBytes = 0;
  #textBytes = 0;

  constructor(
    hold: (picture: Buffer) => string,
    { mostBytes, expectedBytes = mostBytes, hasPictures = true }: AnswerOptions,
  ) {
    this.#hold = hold;
    this.#hasPictures = hasPictures;
    this.#mostBytes = mostBytes;
    this.#expectedBytes = expectedBytes;
  }

  write(piece: Buffer): void {
    this.#seenBytes += piece.length;
    if (Math.max(this.#seenBytes, this.#expectedBytes) > this.#mostBytes) {
      throw new AnswerTooLarge('answer', this.#mostBytes);
    }

    for (let rest = piece; rest.length > 0; ) {
      rest = this.#picture === undefined ? this.#readText(rest) : this.#readPicture(this.#picture, rest);
    }
  }

  /** All that came. A picture that did not end leaves a text that is no JSON, as it was. */
  end(): string {
    this.#text.push(this.#undecided);
    return Buffer.concat(this.#text).toString();
  }

  /** What is left of the piece once a picture begins. */
  #readText(piece: Buffer): Buffer {
    const bytes = this.#undecided.length === 0 ? piece : Buffer.concat([this.#undecided, piece]);
    const { textEnd, isPicture } = this.#hasPictures ? look(bytes) : allText(bytes);
    this.#textBytes += textEnd;
    if (this.#textBytes > mostTextBytes) throw new AnswerTooLarge('text of the answer', mostTextBytes);
    this.#text.push(Buffer.from(bytes.subarray(0, textEnd)));
    const rest = bytes.subarray(textEnd);
    this.#undecided = isPicture ? nothing : Buffer.from(rest);
    if (!isPicture) return nothing;

    this.#picture = new Base64Picture(Math.max(this.#expectedBytes - this.#seenBytes, 0) + rest.length);
    return rest;
  }

  /** What is left of the piece once the picture ends. Base64 has no escapes, so it ends at the next quote. */
  #readPicture(picture: Base64Picture, piece: Buffer): Buffer {
    const end = piece.indexOf(quote);
    picture.write(end === -1 ? piece : piece.subarray(0, end));
    if (end === -1) return nothing;

    this.#text.push(Buffer.from(this.#hold(picture.end())));
    this.#picture = undefined;
    return piece.subarray(end);
  }
}

function allText({ length: textEnd }: Buffer) {
  return { textEnd, isPicture: false };
}

/** How far bytes are text for certain: up to the letters of a picture, or to where one may begin. */
function look(bytes: Buffer): { readonly textEnd: number; readonly isPicture: boolean } {
  for (let at = nameAfter(bytes, 0); at !== -1; ) {
    const [found] = opening.exec(bytes.toString('latin1', at, at + openingBytes)) ?? [];
    const begin = found === undefined ? at + 1 : at + found.length;
    const isShort = found === undefined || bytes.subarray(begin, begin + leastLetters).includes(quote);
    if (!isShort && bytes.length - begin >= leastLetters) return { textEnd: begin, isPicture: true };
    // Another byte may still make it an opening, or a picture.
    if (!isShort || (found === undefined && bytes.length - at < openingBytes))
      return { textEnd: at, isPicture: false };
    at = nameAfter(bytes, begin);
  }
  return { textEnd: Math.max(0, bytes.length - longestNameBytes + 1), isPicture: false };
}

/**
 * The first of the names. It stands near the beginning, or nowhere: so what is looked through grows, and no name that is not
 * there is looked for in a whole piece while another one is near.
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
