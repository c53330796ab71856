import { randomUUID } from 'node:crypto';
import type { BodyPart } from '../wire/body-parts.ts';
import { letGo } from '../wire/let-go.ts';
import { type AnswerOptions, AnswerText } from './answer-text.ts';

/**
 * The longest answer that a worker takes; what its memory is chosen for. The largest picture that a model of the catalogue
 * draws has 17 megapixels, 51 MB before PNG makes it smaller: 48 MB fit.
 */
const mostAnswerBytes = 64_000_000;

type Sent = Exclude<BodyPart, string>;

/**
 * Pictures on their way to a provider and back, of which its SDK sees a name. Base64 in JSON the usual way is in memory as
 * bytes, as a string, in the string of the whole, and as bytes of that; here it is there as bytes of the picture.
 */
export class HeldPictures {
  readonly #sent = new Map<string, Sent>();
  readonly #received = new Map<string, Buffer>();

  /** A name for a picture in a request; nobody can guess it, so no prompt can hold it. `raw` where it is a file of a form. */
  send(bytes: Uint8Array, encoding: Sent['encoding']): string {
    const name = newName();
    this.#sent.set(name, { bytes, encoding });
    return name;
  }

  /** A request's body with the pictures in the places of their names. */
  bodyOf(text: string): readonly BodyPart[] {
    const found = [...this.#sent]
      .map(([name, picture]) => ({ name, picture, at: text.indexOf(name) }))
      .filter(({ at }) => at !== -1)
      .sort((one, other) => one.at - other.at);
    const parts: BodyPart[] = [];
    let from = 0;
    for (const { name, picture, at } of found) {
      parts.push(text.slice(from, at), picture);
      from = at + name.length;
    }
    return [...parts, text.slice(from)];
  }

  /** A provider that draws has all that it was sent. */
  letGoOfSent(): void {
    for (const { bytes } of this.#sent.values()) letGo(bytes);
    this.#sent.clear();
  }

  /** For an answer that begins: its pictures are held, and its text has their names. */
  answer(options: Omit<AnswerOptions, 'mostBytes'> = {}): AnswerText {
    const hold = (picture: Buffer) => {
      const name = newName();
      this.#received.set(name, picture);
      return name;
    };
    return new AnswerText(hold, { ...options, mostBytes: mostAnswerBytes });
  }

  /** The bytes behind what an answer holds in the place of a picture: a name of ours, or the base64 itself. Once. */
  take(nameOrBase64: string): Buffer {
    const held = this.#received.get(nameOrBase64);
    this.#received.delete(nameOrBase64);
    return held ?? Buffer.from(nameOrBase64, 'base64');
  }

  /** Forgets what was sent, and what nobody took: pictures on the way to the last one. A worker draws one picture at a time. */
  clear(): void {
    this.#sent.clear();
    this.#received.clear();
  }
}

function newName(): string {
  return `held:${randomUUID()}`;
}
