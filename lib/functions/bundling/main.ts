import { functionEntries } from '../bundle-budgets.ts';
import { buildFunctions } from './build-functions.ts';

// Run by bundle.ts in a process of its own, for synthesis cannot wait for esbuild's plugins: builds all functions into a folder.
const [outputFolder = ''] = process.argv.slice(2);
await buildFunctions(functionEntries, outputFolder);
