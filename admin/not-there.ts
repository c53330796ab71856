/** The operator named something that does not exist. */
export class NotThere extends Error {
  override name = 'NotThere' as const;

  constructor(what: 'team' | 'key', which: string, options?: ErrorOptions) {
    super(`There is no ${what} "${which}". Check it against "admin -- team list".`, options);
  }
}
