import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionConfig } from '../../local/lambda/invocation.ts';

/** Answers at once, over the same stream as the others. */
const source = `
exports.handler = awslambda.streamifyResponse(async (event, answer) => {
  const body = awslambda.HttpResponseStream.from(answer, { statusCode: 200 });
  body.write('{}');
  body.end();
});
`;

/** The least that a function can be: what is beyond it, is ours. */
export async function emptyFunction(folder: string): Promise<FunctionConfig> {
  const codeDirectory = join(folder, 'empty');
  await mkdir(codeDirectory, { recursive: true });
  await writeFile(join(codeDirectory, 'index.cjs'), source);
  return {
    name: 'Empty',
    codeDirectory,
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 29,
    memoryMegabytes: 512,
  };
}
