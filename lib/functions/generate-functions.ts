import { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type * as z from 'zod';
import { generateBedrockEnv } from '../../lambdas/queue/generate-bedrock/env.ts';
import { generateCompatibleEnv } from '../../lambdas/queue/generate-compatible/env.ts';
import { generateGoogleEnv } from '../../lambdas/queue/generate-google/env.ts';
import { generateOpenaiEnv } from '../../lambdas/queue/generate-openai/env.ts';
import { generateSandboxEnv } from '../../lambdas/queue/generate-sandbox/env.ts';
import type { DataStack } from '../data-stack.ts';
import { type BilledProvider, secretNameOf } from '../providers.ts';
import type { ProviderQueues, QueueOwner } from '../queues/provider-queues.ts';
import type { Stage } from '../stages.ts';
import { timing } from '../workflow/timing.ts';
import { seeThatNothingIsThere } from './object-access.ts';
import { secretArn } from './provider-access.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { leadingKeys, tableAccess } from './table-access.ts';

type GenerateFunctionsProps = {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly stateMachine: StateMachine;
  readonly queues: ProviderQueues;
};

/**
 * Over TLS, 20 times in one process, 24 MB of references and an answer of 64 MB, the longest that is taken, came to at most
 * 175 MB; Lambda's own part is some 25 beside. A picture of 2.5 MB comes to 96. See docs/decisions/0020.
 */
const passing = { memoryMegabytes: 256, savesMemory: true };

/** The workers that ask providers for pictures: one for each, with that provider's key and no other. */
export class GenerateFunctions extends Construct {
  readonly byProvider: Readonly<Record<QueueOwner, LambdaFunction>>;
  readonly #props: GenerateFunctionsProps;

  constructor(scope: Construct, id: string, props: GenerateFunctionsProps) {
    super(scope, id);
    this.#props = props;
    const { google, openai, bedrock, compatible } = props.stage.providers;
    this.byProvider = {
      sandbox: this.#sandbox(),
      google: this.#billed('Google', 'google', {
        env: generateGoogleEnv,
        environment: {
          ...this.#paced('google', google.imagesPerMinute),
          GOOGLE_SECRET: this.#secret('google'),
          GOOGLE_BASE_URL: '',
        },
      }),
      openai: this.#billed('OpenAi', 'openai', {
        env: generateOpenaiEnv,
        environment: {
          ...this.#paced('openai', openai.imagesPerMinute),
          OPENAI_SECRET: this.#secret('openai'),
          OPENAI_BASE_URL: '',
        },
      }),
      bedrock: this.#bedrock(bedrock),
      compatible: this.#billed('Compatible', 'compatible', {
        env: generateCompatibleEnv,
        environment: {
          ...this.#paced('compatible', compatible.imagesPerMinute),
          COMPATIBLE_SECRET: this.#secret('compatible'),
          COMPATIBLE_BASE_URL: compatible.baseUrl,
          COMPATIBLE_DIALECT: compatible.dialect,
        },
      }),
    };
  }

  #sandbox(): LambdaFunction {
    const worker = this.#worker('Sandbox', 'sandbox', {
      env: generateSandboxEnv,
      environment: {
        ...this.#everywhere('sandbox'),
        SANDBOX_SLOW_SECONDS: '200',
        STAGE: this.#props.stage.name,
      },
      memoryMegabytes: 1769,
      usesSharp: true,
      files: ['adapters/sandbox-pictures/fonts'],
    });
    return worker.lambda;
  }

  #bedrock({ imagesPerMinute, region }: Stage['providers']['bedrock']): LambdaFunction {
    const worker = this.#pacedWorker('Bedrock', 'bedrock', {
      env: generateBedrockEnv,
      environment: {
        ...this.#paced('bedrock', imagesPerMinute),
        BEDROCK_REGION: region,
        BEDROCK_BASE_URL: '',
        BEDROCK_SECRET: this.#secret('bedrock'),
      },
    });
    const models = `foundation-model/stability.*`;
    const { partition } = Stack.of(this);
    worker.allow(
      'AskModels',
      ['bedrock:InvokeModel', 'bedrock:GetFoundationModel'],
      [`arn:${partition}:bedrock:${region}::${models}`],
    );
    return worker.lambda;
  }

  /** A provider with a key: its worker alone may read it. */
  #billed<Env extends z.ZodObject>(
    name: string,
    provider: BilledProvider,
    own: Pick<ServiceFunctionProps<Env>, 'env' | 'environment'>,
  ): LambdaFunction {
    const worker = this.#pacedWorker(name, provider, own);
    worker.allow('ReadKey', ['secretsmanager:GetSecretValue'], [secretArn(this, this.#secret(provider))]);
    return worker.lambda;
  }

  #pacedWorker<Env extends z.ZodObject>(
    name: string,
    provider: BilledProvider,
    own: Pick<ServiceFunctionProps<Env>, 'env' | 'environment'>,
  ): ServiceFunction<Env> {
    const worker = this.#worker(name, provider, { ...passing, ...own });
    worker.allow(
      'ReadModels',
      tableAccess.list,
      [this.#props.data.tables.catalogue.tableArn],
      leadingKeys('models'),
    );
    worker.allow(
      'KeepPace',
      [...tableAccess.look, ...tableAccess.add],
      [this.#props.data.tables.catalogue.tableArn],
      leadingKeys(`provider#${provider}`),
    );
    return worker;
  }

  #worker<Env extends z.ZodObject>(
    name: string,
    provider: QueueOwner,
    own: Pick<
      ServiceFunctionProps<Env>,
      'env' | 'environment' | 'memoryMegabytes' | 'usesSharp' | 'savesMemory' | 'files'
    >,
  ): ServiceFunction<Env> {
    const { stage, data, stateMachine } = this.#props;
    const worker = new ServiceFunction(this, name, {
      ...own,
      stage,
      entry: `queue/generate-${provider}`,
      onFailure: `generations by ${provider} models wait, then fail and are refunded.`,
      timeoutSeconds: timing.workerTimeoutSeconds,
    });
    const { jobs } = data.tables;
    worker.allow('ClaimSample', [...tableAccess.look, ...tableAccess.change], [jobs.tableArn]);
    worker.allow(
      'StageOriginal',
      ['s3:GetObject', 's3:PutObject'],
      [data.workBucket.arnForObjects('originals/*')],
    );
    worker.allow('ReadReferences', ['s3:GetObject'], [data.workBucket.arnForObjects('references/*')]);
    seeThatNothingIsThere(worker, 'SeeThatNoOriginalIsThere', data.workBucket, 'originals/*');
    worker.allow(
      'AnswerToken',
      ['states:SendTaskSuccess', 'states:SendTaskFailure'],
      [stateMachine.stateMachineArn],
    );
    return worker;
  }

  #everywhere(provider: QueueOwner) {
    const { data, queues } = this.#props;
    return {
      JOBS_TABLE: data.tables.jobs.tableName,
      WORK_BUCKET: data.workBucket.bucketName,
      QUEUE_URL: queues.byProvider[provider].queue.queueUrl,
      PROVIDER_CEILING_SECONDS: String(timing.providerCeilingSeconds),
    };
  }

  #paced(provider: BilledProvider, imagesPerMinute: number) {
    return {
      ...this.#everywhere(provider),
      CATALOGUE_TABLE: this.#props.data.tables.catalogue.tableName,
      STAGE: this.#props.stage.name,
      IMAGES_PER_MINUTE: String(imagesPerMinute),
      PACE_WAIT_SECONDS: String(timing.paceWaitSeconds),
    };
  }

  #secret(provider: BilledProvider): string {
    return secretNameOf(this.#props.stage.name, provider);
  }
}
