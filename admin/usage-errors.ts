/** As `Command` takes it: what is wrong with the words of a command is a document too, where one is wanted. */
export function usageErrors(args: readonly string[]) {
  return {
    outputError: (message: string, write: (text: string) => void) => {
      // Read by hand: whatever was wrong, the options may not have been parsed yet.
      if (args.includes('--json'))
        console.log(JSON.stringify({ error: message.trim().replace(/^error: /, '') }));
      else write(message);
    },
  };
}
