/** A line in which groups take turns: who sends a hundred does not keep out who sends one. */
export class TurnsByTeam<Item> {
  readonly #teamOf: (item: Item) => string;
  readonly #idOf: (item: Item) => unknown;
  /** In the order of their turns; a team's items in the order in which they came. */
  readonly #byTeam = new Map<string, Map<unknown, Item>>();

  constructor(teamOf: (item: Item) => string, idOf: (item: Item) => unknown = (item) => item) {
    this.#teamOf = teamOf;
    this.#idOf = idOf;
  }

  get size(): number {
    return [...this.#byTeam.values()].reduce((total, items) => total + items.size, 0);
  }

  /** An item that waits already is replaced, and keeps its place. */
  add(item: Item): void {
    const team = this.#teamOf(item);
    const items = this.#byTeam.get(team) ?? new Map<unknown, Item>();
    this.#byTeam.set(team, items.set(this.#idOf(item), item));
  }

  /** The oldest item of the team whose turn it is; that team then goes to the end of the line. */
  next(): Item | undefined {
    const [turn] = this.#byTeam;
    if (turn === undefined) return undefined;

    const [team, items] = turn;
    const [[id, item] = []] = items;
    items.delete(id);
    this.#byTeam.delete(team);
    if (items.size > 0) this.#byTeam.set(team, items);
    return item;
  }
}
