import {
  bundleBudgetsKilobytes,
  type FunctionEntry,
  functionEntries,
} from '../../lib/functions/bundle-budgets.ts';
import { weighFunctions } from '../../lib/functions/bundling/build-functions.ts';
import { kilobytesAsUsuallyWritten, usuallyWritten } from '../cold-start/peer-functions.ts';
import type { Bench, BenchOptions, Figure, Shortfall } from '../figure.ts';
import { type Inputs, largestParts, moduleCount } from './parts.ts';

/** Of functions that a client waits for. The others have their budgets. */
const goalOfApiKilobytes = 350;

type Bundle = { readonly entry: FunctionEntry; readonly bytes: number; readonly inputs: Inputs };

export const bundlesBench: Bench = {
  name: 'bundles',
  about:
    "each function's minified KB and modules, and the largest parts of the largest of the API's, or of --of <function>",
  takes: ['of'],
  run,
};

async function run({ of, isQuiet }: BenchOptions): Promise<readonly Figure[]> {
  if (!isQuiet) console.error(`bundling ${functionEntries.length} functions`);

  const bundles = (await weighFunctions(functionEntries)).map(({ entry, weighed }) => ({
    entry,
    ...weighed,
  }));
  const [largest] = bundles.filter(({ entry }) => isOfApi(entry)).toSorted((a, b) => b.bytes - a.bytes);
  const opened = bundles.find(({ entry }) => entry === of) ?? largest;
  const usual = await kilobytesAsUsuallyWritten();
  return [
    ...bundles.map((one) => figureOf(one, usual)),
    ...(opened === undefined ? [] : partFigures(opened)),
  ];
}

function figureOf({ entry, bytes, inputs }: Bundle, usualKilobytes: number): Figure {
  const budget = bundleBudgetsKilobytes[entry];
  return {
    what: `bundle of ${entry}`,
    value: bytes / 1000,
    unit: `KB, ${moduleCount(inputs)} modules, budget ${budget} KB`,
    ...(isOfApi(entry) ? { anchor: { what: `KB, ${usuallyWritten}`, value: usualKilobytes } } : {}),
    goal: { of: 'value', atMost: isOfApi(entry) ? goalOfApiKilobytes : budget },
    ifMissed: isOfApi(entry) ? shortfallOf(inputs) : overBudget,
  };
}

const overBudget: Shortfall = {
  because: 'it has grown beyond its budget, which npm test does not let pass either.',
  next: 'see its largest parts with --of <function>; take out what it does not run, or raise the budget with a reason.',
};

/** Of a function that a client waits for: what it carries beside DynamoDB's client and zod, which all of them do. */
function shortfallOf(inputs: Inputs): Shortfall {
  const clients = largestParts(inputs, Number.POSITIVE_INFINITY)
    .map(({ name }) => /^@aws-sdk\/client-(.+)$/.exec(name)?.[1])
    .filter((name) => name !== undefined && name !== 'dynamodb');
  return {
    because: `it holds the official client of ${clients.join(', ')} beside that of DynamoDB.`,
    next: 'a client that few requests need in a file of its own, loaded by the first that does.',
  };
}

function partFigures({ entry, inputs }: Bundle): readonly Figure[] {
  return largestParts(inputs, 10).map(({ name, bytes }) => ({
    what: `of that, in ${entry}: ${name}`,
    value: bytes / 1000,
    unit: 'KB',
  }));
}

function isOfApi(entry: FunctionEntry): boolean {
  return entry.startsWith('api/');
}
