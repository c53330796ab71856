/** Short strings live and die in the youngest part of the heap: those of a quarter of a megabyte take five times as long. */
const sliceLetters = 64 * 1024;

/** An escape whose rest has not come yet. */
const begunEscape = /\\(?:u[0-9a-fA-F]{0,3})?$/;

/** A picture that arrives as a JSON string of base64, without its quotes, decoded as it comes. */
export class Base64Picture {
  /** Pages of it that nothing is written to take no memory. */
  readonly #bytes: Buffer;
  #length = 0;
  /** Up to three letters: four are three bytes. */
  #carry = '';
  #escape = '';

  constructor(mostLetters: number) {
    this.#bytes = Buffer.allocUnsafeSlow(Math.ceil(mostLetters / 4) * 3);
  }

  write(json: Buffer): void {
    const [length, carry] = [this.#length, this.#carry];
    if (this.#escape === '' && this.#decodeAll(json)) return;

    this.#length = length;
    this.#carry = '';
    this.#decodeAll(this.#unescaped(carry, json));
  }

  end(): Buffer {
    this.#decode(this.#carry);
    return this.#bytes.subarray(0, this.#length);
  }

  /** False where something is no letter: padding, or an escape. */
  #decodeAll(letters: Buffer): boolean {
    let isPlain = true;
    const completing = this.#carry === '' ? 0 : Math.min(4 - this.#carry.length, letters.length);
    this.#carry += letters.toString('latin1', 0, completing);
    if (this.#carry.length === 4) {
      isPlain = this.#decode(this.#carry) && isPlain;
      this.#carry = '';
    }
    const whole = completing + Math.floor((letters.length - completing) / 4) * 4;
    for (let at = completing; at < whole; at += sliceLetters) {
      isPlain = this.#decode(letters.toString('latin1', at, Math.min(at + sliceLetters, whole))) && isPlain;
    }
    this.#carry += letters.toString('latin1', whole);
    return isPlain;
  }

  /** Some servers write a slash as `\/`, a plus as `\u002b`, and break lines with `\n`. */
  #unescaped(carry: string, json: Buffer): Buffer {
    const text = carry + this.#escape + json.toString('latin1');
    this.#escape = begunEscape.exec(text)?.[0] ?? '';
    const whole: unknown = JSON.parse(`"${text.slice(0, text.length - this.#escape.length)}"`);
    return Buffer.from(String(whole).replace(/\s+/g, ''), 'latin1');
  }

  #decode(letters: string): boolean {
    const written = this.#bytes.write(letters, this.#length, 'base64');
    this.#length += written;
    return written * 4 === letters.length * 3;
  }
}
