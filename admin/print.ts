/** One JSON document for programs, or one line a fact for people. */
export function print(result: object, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(result));
    return;
  }
  for (const [name, value] of Object.entries(result)) {
    if (!Array.isArray(value)) console.log(`${name}: ${String(value)}`);
    else if (value.length === 0) console.log(`${name}: none`);
    else {
      console.log(`${name}:`);
      console.table(value);
    }
  }
}
