import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** Ends the command, and says what was wrong with its arguments. */
export function refuse(message: string): never {
  console.error(`${message} Add --help to see what is possible.`);
  process.exit(2);
}

/** The options of a command; prints the help when it is asked for, and refuses what it does not know. */
export function optionsOf<const Options extends ParseArgsOptionsConfig>(help: string, options: Options) {
  if (process.argv.includes('--help')) {
    console.log(help);
    process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    // Node goes on to explain positional arguments, which no command here has.
    const [first = ''] = error instanceof Error ? error.message.split('. ') : [];
    return refuse(first.endsWith('.') ? first : `${first}.`);
  }
}

/** A whole number from 0 to 999,999,999. */
export function wholeNumber(option: string, text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(`--${option} takes a whole number, not "${text}".`);
}
