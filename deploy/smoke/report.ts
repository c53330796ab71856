/** One expectation of an answer, and whether it holds. */
export type Finding = { readonly expected: string; readonly found: string; readonly holds: boolean };

/** That two values are the same. */
export function same(what: string, found: unknown, wanted: unknown): Finding {
  return {
    expected: `${what} ${String(wanted)}`,
    found: String(found ?? 'none'),
    holds: found === wanted,
  };
}

/** That a text, such as a header, looks like something. */
export function like(what: string, found: string | null | undefined, wanted: RegExp): Finding {
  return {
    expected: `${what} like ${wanted.source}`,
    found: found ?? 'none',
    holds: wanted.test(found ?? ''),
  };
}

/** Prints a line a check, as they come. */
export class Report {
  readonly #print: (line: string) => void;
  #checks = 0;
  #failed = 0;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** Answers whether all of it holds. */
  check(what: string, findings: readonly Finding[]): boolean {
    const broken = findings.filter(({ holds }) => !holds);
    this.#checks += 1;
    if (broken.length === 0) {
      this.#print(`ok      ${what}: ${findings.map(({ expected }) => expected).join(', ')}`);
      return true;
    }
    this.#failed += 1;
    const told = broken.map(({ expected, found }) => `expected ${expected}, found ${found}`);
    this.#print(`FAILED  ${what}: ${told.join('; ')}`);
    return false;
  }

  /** The rest cannot be checked. */
  stop(why: string): void {
    this.#failed += 1;
    this.#print(`FAILED  ${why}`);
  }

  hasFailed(): boolean {
    return this.#failed > 0;
  }

  summary(): string {
    return this.#failed === 0 ? `All ${this.#checks} checks are ok.` : `${this.#failed} FAILED.`;
  }
}
