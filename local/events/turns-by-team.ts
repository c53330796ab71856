/** A queue in which groups take turns: who sends a hundred does not keep out who sends one. */
export class TurnsByTeam<Item> {
  readonly #teamOf: (item: Item) => string;
  readonly #byTeam = new Map<string, Item[]>();

  constructor(teamOf: (item: Item) => string) {
    this.#teamOf = teamOf;
  }

  get size(): number {
    return [...this.#byTeam.values()].reduce((total, items) => total + items.length, 0);
  }

  add(item: Item): void {
    const team = this.#teamOf(item);
    this.#byTeam.set(team, [...(this.#byTeam.get(team) ?? []), item]);
  }

  /** The oldest item of the team whose turn it is; that team then goes to the end of the line. */
  next(): Item | undefined {
    const [turn] = this.#byTeam;
    if (turn === undefined) return undefined;

    const [team, [item, ...rest]] = turn;
    this.#byTeam.delete(team);
    if (rest.length > 0) this.#byTeam.set(team, rest);
    return item;
  }
}
