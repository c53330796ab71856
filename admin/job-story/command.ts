import { type Command, InvalidArgumentError } from 'commander';
import { systemClock } from '../../lambdas/adapters/system/clock.ts';
import type { Run } from '../run.ts';
import { gatherFacts } from './gather.ts';
import { storyOf } from './story.ts';
import { storyText } from './story-text.ts';

/** Why did this job fail, from its id. */
export function addJobCommands(program: Command, run: Run): void {
  program
    .command('job')
    .description('look into one job')
    .command('story')
    .description(
      'tell what happened to a job and what to do about it: every transition, log line and move of credits in time order',
    )
    .argument('<jobId>', 'the job, as the API answered it: job_…', jobId)
    .action((id: string, _, command: Command) =>
      run(
        command,
        async ({ target }) => storyOf(await gatherFacts(target, id, systemClock), systemClock.nowMillis()),
        storyText,
      ),
    );
}

function jobId(text: string): string {
  if (!/^job_[0-9a-f]{32}$/.test(text))
    throw new InvalidArgumentError('It is job_ and 32 hexadecimal digits.');
  return text;
}
