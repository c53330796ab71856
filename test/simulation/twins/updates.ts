import { type Item, type Names, nameOf, read, tokensOf, type Values } from './conditions.ts';
import { copyOf } from './twin-values.ts';

type Change = (next: Item, before: Item, names: Names, values: Values) => void;

const parsed = new Map<string, readonly Change[]>();

/** The item as an update of DynamoDB leaves it: the part of its language that the adapters use. Anything else throws. */
export function updated(expression: string, item: Item, names: Names = {}, values: Values = {}): Item {
  const known = parsed.get(expression);
  const changes = known ?? parse(expression);
  if (known === undefined) parsed.set(expression, changes);

  const next = { ...item };
  for (const change of changes) change(next, item, names, values);
  return next;
}

function parse(expression: string): readonly Change[] {
  const tokens = tokensOf(expression);
  const changes: Change[] = [];
  let at = 0;
  const next = () => tokens[at++] ?? '';
  const peek = () => tokens[at] ?? '';

  while (at < tokens.length) {
    const clause = next().toUpperCase();
    do {
      if (peek() === ',') next();
      changes.push(changeOf(clause));
    } while (peek() === ',');
  }
  return changes;

  /** `if_not_exists(path, :value)`, of the target itself. */
  function unlessThere(target: string): Change {
    const [, open, path, comma, operand = '', close] = [next(), next(), next(), next(), next(), next()];
    if (`${open}${comma}${close}` !== '(,)' || path !== target)
      throw new Error(`The twin cannot read "${expression}".`);
    return (item, before, names, values) => {
      const name = nameOf(target, names);
      item[name] = before[name] ?? copyOf(values[operand]);
    };
  }

  function changeOf(clause: string): Change {
    const target = next();
    if (clause === 'REMOVE') return (item, _, names) => delete item[nameOf(target, names)];
    if (clause === 'ADD') return addition(target, next());
    if (clause !== 'SET') throw new Error(`The twin knows no clause "${clause}" in "${expression}".`);

    if (next() !== '=') throw new Error(`The twin cannot read "${expression}".`);
    if (peek() === 'if_not_exists') return unlessThere(target);
    const left = next();
    const operator = peek() === '+' || peek() === '-' ? next() : '';
    const right = operator === '' ? '' : next();
    return (item, before, names, values) => {
      const context = { item: before, names, values };
      const value = read(left, context);
      const more = operator === '' ? undefined : Number(read(right, context));
      const result = more === undefined ? value : Number(value) + (operator === '+' ? more : -more);
      item[nameOf(target, names)] = copyOf(result);
    };
  }
}

function addition(target: string, operand: string): Change {
  return (item, before, names, values) => {
    const name = nameOf(target, names);
    const value = values[operand];
    const old = before[name];
    if (typeof value === 'number') item[name] = Number(old ?? 0) + value;
    else if (value instanceof Set) item[name] = new Set([...(old instanceof Set ? old : []), ...value]);
    else throw new Error(`The twin cannot add ${String(value)}.`);
  };
}
