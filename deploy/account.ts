import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Stage } from '../lib/stages.ts';

export type Account = { readonly id: string; readonly region: string };

/** Nothing can be deployed yet. The message says what to do first. */
export class NotReady extends Error {
  override name = 'NotReady' as const;
}

/**
 * Where the caller's credentials lead, by the stack that bootstrapping makes there: one call tells whether there are
 * credentials, a region and a bootstrapped account, before minutes go into bundles.
 */
export async function findAccount(
  toolkitStackName: string,
  { name, environment }: Pick<Stage, 'name' | 'environment'>,
): Promise<Account> {
  const client = new CloudFormationClient(environment === undefined ? {} : { region: environment.region });
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: toolkitStackName }));
    const [, , , region = '', id = ''] = (Stacks?.[0]?.StackId ?? '').split(':');
    if (environment !== undefined && id !== environment.account) {
      throw new NotReady(
        `Your credentials are of the account ${id}, and the settings say that ${name} is in ${environment.account}.`,
      );
    }
    return { id, region };
  } catch (cause) {
    throw cause instanceof NotReady ? cause : new NotReady(whatToDo(cause, toolkitStackName), { cause });
  } finally {
    client.destroy();
  }
}

/** The errors of the SDK's chain of credentials have names; that of a missing region and of a missing stack only texts. */
function whatToDo(error: unknown, toolkitStackName: string): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (/Credentials|Token|Signature/.test(name)) {
    return (
      `Your shell has no AWS credentials that work (${message}). Set AWS_PROFILE, log in ` +
      '(aws sso login, or aws configure sso the first time), and try again.'
    );
  }
  if (/region/i.test(message) && !message.includes('stack')) {
    return 'Your shell names no AWS region. Set AWS_REGION, or a region in your profile, and try again.';
  }
  if (message.includes('does not exist')) {
    return (
      `There is no stack ${toolkitStackName} in this account and region: the cdk has not been prepared there yet. ` +
      'Run this once, and try again:\n\n  npm run cdk -- bootstrap\n'
    );
  }
  return `The account could not be looked at: ${message}`;
}
