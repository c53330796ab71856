import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { billedProviders } from '../providers.ts';
import { ProviderQueue } from './provider-queue.ts';

const names = ['sandbox', ...billedProviders] as const;

export type QueueOwner = (typeof names)[number];

/** A queue per provider: one that is slow, or limits us, holds up nobody else's pictures. */
export class ProviderQueues extends Construct {
  readonly byProvider: Readonly<Record<QueueOwner, ProviderQueue>>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.byProvider = {
      sandbox: new ProviderQueue(this, 'Sandbox'),
      google: new ProviderQueue(this, 'Google'),
      openai: new ProviderQueue(this, 'OpenAi'),
      bedrock: new ProviderQueue(this, 'Bedrock'),
      compatible: new ProviderQueue(this, 'Compatible'),
    };
  }

  get all(): readonly ProviderQueue[] {
    return names.map((name) => this.byProvider[name]);
  }

  /** For an environment: the address of each provider's queue, as JSON. */
  urlsJson(): string {
    const urls = names.map((name) => [name, this.byProvider[name].queue.queueUrl]);
    return Stack.of(this).toJsonString(Object.fromEntries(urls));
  }
}
