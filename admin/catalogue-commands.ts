import type { Command } from 'commander';
import { systemClock } from '../lambdas/adapters/system/clock.ts';
import { aspectRatios } from '../lambdas/domain/generation/aspect-ratio.ts';
import { resolutions } from '../lambdas/domain/generation/resolution.ts';
import { teamDefaults } from '../lambdas/domain/teams/team.ts';
import { Models } from './models.ts';
import type { Run } from './run.ts';
import { putPreset } from './team-presets.ts';
import { type TeamLimits, TeamSettings } from './team-settings.ts';
import { wholeNumber } from './whole-number.ts';

/** What is data of the catalogue: models, presets, and the settings of teams. */
export function addCatalogueCommands(program: Command, team: Command, run: Run): void {
  addTeamSettings(team, run);

  program
    .command('preset')
    .description("manage teams' presets")
    .command('put')
    .description(
      "put a team's preset from a JSON file, as GET /v0/presets shows one; with its id it is replaced",
    )
    .requiredOption('--team <teamId>', 'the team')
    .requiredOption('--file <path>', 'the JSON file')
    .action(({ team: teamId, file }: { team: string; file: string }, command: Command) =>
      run(command, async ({ target, registry }) => {
        await registry.requireTeam(teamId);
        const preset = { teamId, path: file, nowMillis: systemClock.nowMillis() };
        return putPreset(target.client, target.tables.catalogue, preset);
      }),
    );

  const model = program.command('model').description('list and put models; a change is seen within 60 s');
  model
    .command('list')
    .description('list every model with all that the catalogue knows of it')
    .action((_, command: Command) =>
      run(command, async ({ target }) => ({
        models: await new Models(target.client, target.tables.catalogue).list(),
      })),
    );
  model
    .command('put')
    .description('put a model from a JSON file, as "model list --json" shows one; no deploy is needed')
    .requiredOption('--file <path>', 'the JSON file')
    .action(({ file }: { file: string }, command: Command) =>
      run(command, ({ target }) => new Models(target.client, target.tables.catalogue).put(file)),
    );
}

function addTeamSettings(team: Command, run: Run): void {
  team
    .command('limits')
    .description('show or set how fast a team may ask, and how many jobs it may run at once')
    .requiredOption('--team <teamId>', 'the team')
    .option('--rpm <requests>', 'requests a minute', wholeNumber(1, 1_000_000))
    .option('--active <jobs>', 'active jobs', wholeNumber(0, 1_000_000))
    .action(
      ({ team: teamId, rpm, active }: { team: string; rpm?: number; active?: number }, command: Command) =>
        run(command, ({ target }) => {
          const limits: Partial<TeamLimits> = {
            ...(rpm === undefined ? {} : { requestsPerMinute: rpm }),
            ...(active === undefined ? {} : { activeJobs: active }),
          };
          return new TeamSettings(target.client, target.tables).setLimits(teamId, limits);
        }),
    );
  team
    .command('defaults')
    .description('replace what the requests of a team mean where neither they nor their preset say it')
    .requiredOption('--team <teamId>', 'the team')
    .option('--model <modelVersion>', 'a model, by id or alias')
    .option('--ratio <aspectRatio>', `one of ${aspectRatios.join(', ')}`)
    .option('--resolution <resolution>', `one of ${resolutions.join(', ')}`)
    .option('--negative-prompt <text>', 'what pictures must not show')
    .action((options: Record<string, string | undefined>, command: Command) =>
      run(command, async ({ target }) => {
        const { team: teamId = '', model: modelVersion, ratio: aspectRatio } = options;
        const { resolution, negativePrompt } = options;
        const parsed = teamDefaults.safeParse({ modelVersion, aspectRatio, resolution, negativePrompt });
        if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join(' '));
        await requireModel(new Models(target.client, target.tables.catalogue), modelVersion);
        return new TeamSettings(target.client, target.tables).setDefaults(teamId, parsed.data);
      }),
    );
}

async function requireModel(models: Models, name: string | undefined): Promise<void> {
  const known = (await models.list()).flatMap(({ id, aliases }) => [id, ...aliases.map((alias) => alias.id)]);
  if (name === undefined || known.includes(name)) return;
  throw new Error(`There is no model "${name}". There are: ${known.join(', ')}.`);
}
