import type { Item } from './conditions.ts';

export type Key = { readonly pk: string; readonly sk: string };

/** Items by partition, so that a query of a small one does not look at all others. */
export class TwinTable {
  readonly #partitions = new Map<string, Map<string, Item>>();

  get({ pk, sk }: Key): Item | undefined {
    return this.#partitions.get(pk)?.get(sk);
  }

  set({ pk, sk }: Key, item: Item): void {
    const partition = this.#partitions.get(pk) ?? new Map<string, Item>();
    partition.set(sk, item);
    this.#partitions.set(pk, partition);
  }

  delete({ pk, sk }: Key): void {
    this.#partitions.get(pk)?.delete(sk);
  }

  /** As it stands now, whatever is written later. Items themselves never change. */
  copy(): TwinTable {
    const copy = new TwinTable();
    for (const [pk, partition] of this.#partitions) copy.#partitions.set(pk, new Map(partition));
    return copy;
  }

  partition(pk: string): Item[] {
    return [...(this.#partitions.get(pk)?.values() ?? [])];
  }

  items(): Item[] {
    return [...this.#partitions.values()].flatMap((partition) => [...partition.values()]);
  }
}
