import { messageOf } from './message-of.ts';
import { progress } from './progress.ts';
import { readSettings, settingsHelp } from './settings.ts';
import { type Stack, startStack } from './stack.ts';
import { welcome } from './welcome.ts';

/** Ending takes at most this long; whatever is not done by then is done at the next start. */
const patienceMillis = 8000;

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(settingsHelp);
  process.exit(0);
}
const [unknown] = process.argv.slice(2);
if (unknown !== undefined) {
  console.error(`npm start knows no "${unknown}"; it is told by variables.\n\n${settingsHelp}`);
  process.exit(1);
}

let stack: Stack | undefined;
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());

try {
  console.log('Darkroom starts on this machine.');
  const started = await startStack(
    readSettings(process.env),
    progress((text) => process.stdout.write(text)),
    // What is interrupted by the stop is no news.
    (warning) => isStopping || console.warn(`  ! ${warning}`),
  );
  stack = started;
  if (isStopping) await end();
  else console.log(welcome(started));
} catch (error) {
  // Ctrl-C reaches our children too: that they ended is no failure then.
  if (isStopping) process.exit(0);
  console.error(`\n${messageOf(error)}`);
  process.exit(1);
}

/** The second signal does not wait. */
async function stop(): Promise<void> {
  if (isStopping) process.exit(1);
  isStopping = true;
  console.log('\nStopping. Everything is kept; jobs that run go on at the next start.');
  setTimeout(() => process.exit(0), patienceMillis).unref();
  if (stack !== undefined) await end();
}

async function end(): Promise<void> {
  await stack?.stop();
  process.exit(0);
}
