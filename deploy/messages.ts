import { concurrencyOf } from '../lib/concurrency.ts';
import type { Stage } from '../lib/stages.ts';
import type { Account } from './account.ts';

/** What a deployment will do, before it does it. */
export function beforeDeployment(stage: Stage, { id, region }: Account): string {
  const { name, keepsData, firewall, domain, sandboxModels, alarmEmail, accountConcurrency } = stage;
  const { posts, references } = concurrencyOf(stage);
  const facts = [
    ['API', domain.api?.name ?? "an address of AWS's"],
    ['Pictures', domain.cdn?.name ?? "an address of CloudFront's"],
    [
      'Firewall',
      firewall === 'off' ? 'off' : `${firewall.requestsPerFiveMinutes} requests of an address in 5 min`,
    ],
    [
      'Concurrency',
      stage.reservesConcurrency
        ? `sets ${posts} of Lambda's ${accountConcurrency} aside for POST and ${references} for reading references; AWS refuses that late where the account has fewer`
        : 'sets nothing aside',
    ],
    ['Sandbox models', sandboxModels ? 'offered' : 'not offered'],
    ['Alarms', alarmEmail ?? 'nobody is told by e-mail'],
    ['Data', keepsData ? 'outlives the stack' : 'goes with the stack'],
  ];
  const rows = facts.map(([what = '', how = '']) => `  ${what.padEnd(16)}${how}`).join('\n');
  return `Deploys Darkroom-${name}-Data and Darkroom-${name}-Service into the account ${id}, ${region}:\n\n${rows}\n`;
}

/** What comes next, as lines to paste. */
export function afterDeployment({ name }: Stage, apiUrl: string): string {
  return `
${name} is deployed: ${apiUrl}

Make a team, whose key is shown this once, and look whether everything works:

  npm run --silent admin -- --stage ${name} team create --name "Smoke" --credits 10
  DARKROOM_API_KEY=dr_… npm run --silent smoke -- --stage ${name}

Keys of real providers, a domain, upgrades and restores: docs/deploy.md
`;
}
