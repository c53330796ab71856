import type { Construct } from 'constructs';
import { keepReferencesEnv } from '../../lambdas/invoked/keep-references/env.ts';
import type { DataStack } from '../data-stack.ts';
import type { Stage } from '../stages.ts';
import { timing } from '../workflow/timing.ts';
import { seeThatNothingIsThere } from './object-access.ts';
import { concurrencyOfReferences } from './reference-concurrency.ts';
import { ServiceFunction } from './service-function.ts';

/**
 * The function that opens the addresses and files of strangers. It can do nothing but that: it knows no table, no key and no
 * workflow.
 */
export function referenceFunction(
  scope: Construct,
  { stage, data: { workBucket } }: { readonly stage: Stage; readonly data: DataStack },
) {
  const reader = new ServiceFunction(scope, 'KeepReferences', {
    stage,
    entry: 'invoked/keep-references',
    env: keepReferencesEnv,
    environment: {
      WORK_BUCKET: workBucket.bucketName,
      REFERENCE_HTTP: stage.httpReferences ? 'on' : 'off',
      REFERENCE_ALLOW: '',
    },
    onFailure: 'requests with references are answered 503, uncharged; all others go on.',
    timeoutSeconds: timing.referencesTimeoutSeconds,
    // A whole core, for decoding is all that it does, and costs the same in half of the time; the dearest picture takes 530 MB,
    // beside five fetched files of 20 MB.
    memoryMegabytes: 1769,
    usesSharp: true,
    ...(stage.reservesConcurrency ? { reservedConcurrency: concurrencyOfReferences(stage) } : {}),
  });
  reader.allow('KeepReferences', ['s3:PutObject'], [workBucket.arnForObjects('references/*')]);
  reader.allow('ReadUploads', ['s3:GetObject'], [workBucket.arnForObjects('uploads/*')]);
  seeThatNothingIsThere(reader, 'SeeThatNothingWasUploaded', workBucket, 'uploads/*');
  return reader;
}
