import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HeldPictures } from '../../lambdas/adapters/image-models/held-pictures.ts';
import { median } from '../median.ts';
import { type Answer, answers, picture } from './answers.ts';

const rounds = 31;
/** Until the code of all ways is compiled; not counted. */
const warmUpRounds = 15;
/** So much of an answer a socket gives at once. */
const pieceBytes = 65_536;

const taken = answers.map((answer) => ({
  of: answer.of,
  millis: medians([() => held(answer), () => scan(answer), () => parse(answer)]),
}));
process.stdout.write(JSON.stringify(taken));

/** As the adapters have it: the picture is taken out as it comes, and the SDK parses what is left. */
function held({ bytes, pictureIn }: Answer): Buffer {
  const pictures = new HeldPictures();
  const text = pictures.answer({ expectedBytes: bytes.length });
  for (let at = 0; at < bytes.length; at += pieceBytes) text.write(bytes.subarray(at, at + pieceBytes));
  return pictures.take(pictureIn(JSON.parse(text.end())));
}

/** Of an answer that is there as a whole: the text behind its name, decoded in one go. */
function scan({ bytes, before }: Answer): Buffer {
  const begin = bytes.indexOf(before) + before.length;
  return Buffer.from(bytes.toString('latin1', begin, bytes.indexOf('"', begin)), 'base64');
}

function parse({ bytes, pictureIn }: Answer): Buffer {
  return Buffer.from(pictureIn(JSON.parse(bytes.toString())), 'base64');
}

/** In turn, so that whatever else the machine does, it does to all. Each must find the picture. */
function medians(ways: readonly (() => Buffer)[]): readonly number[] {
  const taken = ways.map((way) => {
    if (!way().equals(picture)) throw new Error('The picture that was found is another.');
    const millis: number[] = [];
    return { way, millis };
  });
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (const { way, millis } of taken) {
      // Nobody pays for what another one left behind.
      collectGarbage();
      const startedAt = performance.now();
      way();
      const took = performance.now() - startedAt;
      if (round >= 0) millis.push(took);
    }
  }
  return taken.map(({ millis }) => median(millis));
}
