import { requireRoom } from './concurrency.ts';
import type { OwnSettings } from './own-settings.ts';
import { type ProviderSettings, usualProviders } from './providers.ts';

/** What differs from stage to stage. Everything else is the same everywhere. */
export type Stage = {
  readonly name: StageName;
  /** Tables and buckets outlive their stack, and tables refuse to be deleted. */
  readonly keepsData: boolean;
  /** Offers the sandbox models, which cost no provider anything. */
  readonly sandboxModels: boolean;
  /** Catalogue id of the model of a request that names none. */
  readonly defaultModel: string;
  /** How long a blocking call waits before it answers 504. At most 180, the seed's promise. */
  readonly syncWaitSeconds: number;
  /**
   * How many calls may wait at once, over all teams; whoever would wait beyond that is answered 503 `overloaded`. Each holds a
   * Lambda environment, so `accountConcurrency` must have room for them, for other POSTs (`concurrencyOfPosts`), for what reads
   * references (`concurrencyOfReferences`), and for the workers that they wait for: `requireRoom`.
   */
  readonly syncWaiters: number;
  /**
   * Lambda's *concurrent executions* of the account in this region, which stages in one account share. 1,000 as AWS has it; a
   * new account may have 10, and there `syncWaiters` of more than 3 lets callers starve their own workers.
   */
  readonly accountConcurrency: number;
  /**
   * Sets the parts of the POST function, and of the one that reads references, aside. Only where the account is known to have what the stage says: AWS deploys no
   * reservation that leaves fewer than 100 to everybody else, and a first `dev` in a new account must deploy.
   */
  readonly reservesConcurrency: boolean;
  /** Whether the service also fetches references over plain http. */
  readonly httpReferences: boolean;
  /** Keeps the providers' own bytes beside the WebP, with what they say of who made them. A third more storage, or more. */
  readonly keepsOriginals: boolean;
  /** How long the providers' originals, and the references that they were given, are kept. */
  readonly originalsRetentionDays: number;
  readonly logRetentionDays: 7 | 30 | 90;
  /** Requests a second, over all teams, that the API lets through; a burst of twice that. */
  readonly requestsPerSecond: number;
  /** Refuses addresses that ask too much, and what attacks look like. `off` where nobody but us knows the stage. */
  readonly firewall: 'off' | Firewall;
  /** Names of the company's own for API and pictures; AWS's where it has none. */
  readonly domain: { readonly api?: Domain; readonly cdn?: Domain };
  /** Who is told of alarms. AWS sends a mail first that has to be confirmed. */
  readonly alarmEmail?: string;
  /** Who makes real pictures. Keys are put into the secrets that `secretNameOf` names, never here. */
  readonly providers: ProviderSettings;
  readonly architecture: 'arm64' | 'x86_64';
  /** `http` only where the CDN is a front on this machine. */
  readonly publicScheme: 'https' | 'http';
  /** Fixed where the stack runs on this machine; else the deployer's own. */
  readonly environment?: { readonly account: string; readonly region: string };
};

export type Firewall = {
  /** More than this from one address are answered 429. */
  readonly requestsPerFiveMinutes: number;
};

export type Domain = {
  readonly name: string;
  /** In the stage's own region; for the CDN in us-east-1. */
  readonly certificateArn: string;
  /** Where the name's record is put; whoever runs their DNS elsewhere makes it themselves. */
  readonly hostedZone?: { readonly id: string; readonly name: string };
};

const stageNames = ['laptop', 'dev', 'staging', 'prod'] as const;

type StageName = (typeof stageNames)[number];

const dev: Stage = {
  name: 'dev',
  keepsData: false,
  sandboxModels: true,
  defaultModel: 'sandbox',
  syncWaitSeconds: 180,
  // The laptop, which is a `dev` too, must hold 64.
  syncWaiters: 100,
  accountConcurrency: 1000,
  reservesConcurrency: false,
  httpReferences: false,
  keepsOriginals: false,
  originalsRetentionDays: 7,
  logRetentionDays: 7,
  requestsPerSecond: 50,
  firewall: 'off',
  domain: {},
  providers: usualProviders,
  architecture: 'arm64',
  publicScheme: 'https',
};

/** Five teams behind one address, each at the rate that teams have whose limit nobody set: 600 a minute. */
const firewall: Firewall = { requestsPerFiveMinutes: 15_000 };

const stages: Readonly<Record<StageName, Stage>> = {
  laptop: {
    ...dev,
    name: 'laptop',
    architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
    publicScheme: 'http',
    environment: { account: '000000000000', region: 'us-east-1' },
  },
  dev,
  staging: {
    ...dev,
    name: 'staging',
    keepsData: true,
    // Staging and prod fit into one account of 1,000 together.
    syncWaiters: 40,
    reservesConcurrency: true,
    firewall,
    logRetentionDays: 30,
  },
  prod: {
    ...dev,
    name: 'prod',
    keepsData: true,
    firewall,
    keepsOriginals: true,
    originalsRetentionDays: 30,
    logRetentionDays: 90,
    requestsPerSecond: 500,
    syncWaiters: 400,
    reservesConcurrency: true,
  },
};

/** The stage that the context names; `dev` when it names none. Throws for a name that is no stage, and for settings that cannot be. */
export function stageNamed(name: unknown = 'dev', own: OwnSettings = {}): Stage {
  const known = stageNames.find((stage) => stage === name);
  if (known === undefined) {
    throw new Error(
      `There is no stage "${String(name)}". Use -c stage=<name> with one of: ${stageNames.join(', ')}.`,
    );
  }
  const stage = known === 'laptop' ? stages.laptop : withOwn(stages[known], own[known]);
  requireRoom(stage);
  return stage;
}

function withOwn(stage: Stage, { providers = {}, ...own }: NonNullable<OwnSettings['dev']> = {}): Stage {
  const { google, openai, bedrock, compatible } = stage.providers;
  return {
    ...stage,
    ...own,
    providers: {
      google: { ...google, ...providers.google },
      openai: { ...openai, ...providers.openai },
      bedrock: { ...bedrock, ...providers.bedrock },
      compatible: { ...compatible, ...providers.compatible },
    },
  };
}
