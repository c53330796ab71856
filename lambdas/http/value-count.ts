/** What stands before a value inside another: no value of JSON beyond the first is without one. Base64 has none of them. */
const marks = ['{', '[', ','];

/**
 * Whether JSON may hold more than so many values, told before it is parsed: two letters of it can become a hundred bytes of
 * memory. Marks in its texts are counted as well, so `most` must leave room for them.
 */
export function mayHoldMoreValues(json: string | Buffer, most: number): boolean {
  let count = 0;
  for (const mark of marks) {
    for (let at = json.indexOf(mark); at !== -1; at = json.indexOf(mark, at + 1)) {
      count += 1;
      if (count > most) return true;
    }
  }
  return false;
}
