import { globSync, readFileSync } from 'node:fs';
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { fetchTimeoutMillis } from '../../lambdas/adapters/reference-urls/guarded-reference-urls.ts';
import { maxAttempts } from '../../lambdas/queue/generate/attempts.ts';
import { longestPausesSeconds, longestSeconds, stubbornly } from '../../lib/workflow/retries.ts';
import { timing } from '../../lib/workflow/timing.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const { service } = synthesised();
const [[, machine] = []] = resourcesOf(service, 'AWS::StepFunctions::StateMachine');
const parts: unknown[] = machine?.['DefinitionString']['Fn::Join'][1];
const definition = parts
  .map((part) => (typeof part === 'string' ? part : 'arn:aws:lambda:us-east-1:000000000000:function:f'))
  .join('')
  .replaceAll('arn:arn:aws:lambda:us-east-1:000000000000:function:f:states', 'arn:aws:states');

describe('the definition of the workflow', () => {
  it('is valid Amazon States Language', () => {
    expect(validate(JSON.parse(definition))).toMatchObject({ isValid: true });
  });

  it('names in Retry and Catch only errors that are exported classes, or errors of AWS', () => {
    const named = new Set(
      [...definition.matchAll(/"ErrorEquals":\[([^\]]+)\]/g)].flatMap(([, list = '']) =>
        JSON.parse(`[${list}]`),
      ),
    );
    const ours = [...named].filter((name) => !/^(States|Lambda|SQS)\./.test(String(name)));
    const classes = new Set(
      globSync('lambdas/domain/**/*.ts').flatMap((file) =>
        [
          ...readFileSync(file, 'utf8').matchAll(
            /export class (\w+) extends Error \{\n {2}override name = '(\w+)'/g,
          ),
        ].map(([, , name]) => name),
      ),
    );

    expect(ours).not.toEqual([]);
    expect(ours.filter((name) => !classes.has(String(name)))).toEqual([]);
  });

  it('repeats nothing of Generate but the sending of its message', () => {
    const { Retry } = JSON.parse(definition).States.Samples.ItemProcessor.States.Generate;

    expect(
      Retry.flatMap(({ ErrorEquals }: { ErrorEquals: string[] }) => ErrorEquals).every((name: string) =>
        name.startsWith('SQS.'),
      ),
    ).toBe(true);
  });

  it('never refunds a job that was not charged: Charge leads to Samples or to a failure', () => {
    const { Charge, JobRefused } = JSON.parse(definition).States;

    expect(Charge.Catch).toEqual([{ ErrorEquals: ['ChargeRefused'], Next: 'JobRefused' }]);
    expect(JobRefused.Type).toBe('Fail');
  });
});

describe('the time limits of a job', () => {
  it('stand in the order that keeps a sample from being drawn twice', () => {
    expect(timing.workerTimeoutSeconds).toBeGreaterThanOrEqual(
      timing.paceWaitSeconds + timing.providerCeilingSeconds + 30,
    );
    expect(timing.workerTimeoutSeconds).toBeLessThanOrEqual(900);
    expect(timing.messageVisibilitySeconds).toBe(timing.workerTimeoutSeconds + 30);
  });

  it('let a sample wait for its turn and for all its attempts', () => {
    expect(timing.attempts).toBe(maxAttempts);
    expect(timing.queueAgeLimitSeconds).toBeLessThanOrEqual(12 * 3600);
    expect(timing.generateTimeoutSeconds).toBe(
      timing.queueAgeLimitSeconds + timing.attempts * timing.providerCeilingSeconds,
    );
  });

  it('go on with Complete for 10 minutes at least, also when full jitter draws short pauses', () => {
    const pauses = longestPausesSeconds(stubbornly);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    // A pause is drawn evenly from zero to its longest: half of that on average, with a variance of a twelfth of its square.
    const mean = sum(pauses) / 2;
    const standardDeviation = Math.sqrt(sum(pauses.map((pause) => pause ** 2)) / 12);

    expect(mean - 4 * standardDeviation).toBeGreaterThanOrEqual(10 * 60);
  });

  it('leave the machine time for the longest wait, and then for Complete and Refund with all their repeats', () => {
    const longestEnd = 2 * longestSeconds(stubbornly, timing.moneyTimeoutSeconds);

    expect(timing.machineTimeoutSeconds).toBeGreaterThan(timing.generateTimeoutSeconds + longestEnd);
    expect(timing.messageRetentionSeconds).toBeGreaterThanOrEqual(timing.machineTimeoutSeconds);
  });

  it('let references be fetched before their function ends, that before POST gives it up, and POST answer all the same', () => {
    const functions = new Map(
      resourcesOf(service, 'AWS::Lambda::Function').map(([, { Description, Timeout }]) => [
        String(Description).replace(/\. .*/, ''),
        Timeout,
      ]),
    );

    expect(functions.get('invoked/keep-references')).toBe(timing.referencesTimeoutSeconds);
    expect(functions.get('api/create-generation')).toBe(timing.syncFunctionTimeoutSeconds);
    expect(timing.referencesTimeoutSeconds).toBeGreaterThan((2 * fetchTimeoutMillis) / 1000);
    expect(timing.referencesWaitSeconds).toBeGreaterThan(timing.referencesTimeoutSeconds);
    expect(timing.referencesWaitSeconds + timing.streamTimeoutSeconds).toBeLessThan(
      timing.syncFunctionTimeoutSeconds,
    );
  });

  it('end the execution after its longest state, and the job after its execution', () => {
    expect(timing.machineTimeoutSeconds).toBeGreaterThan(timing.generateTimeoutSeconds);
    expect(timing.jobDeadlineSeconds).toBeGreaterThan(timing.machineTimeoutSeconds);
  });

  it('are those of the template', () => {
    const queues = new Map(resourcesOf(service, 'AWS::SQS::Queue'));
    const [, sandboxQueue] = [...queues].find(([logicalId]) => logicalId.startsWith('QueuesSandbox')) ?? [];
    const [, worker] =
      resourcesOf(service, 'AWS::Lambda::Function').find(([logicalId]) =>
        logicalId.includes('GenerateSandbox'),
      ) ?? [];

    expect(sandboxQueue).toMatchObject({ VisibilityTimeout: timing.messageVisibilitySeconds });
    expect(sandboxQueue).not.toHaveProperty('RedrivePolicy');
    expect(worker).toMatchObject({ Timeout: timing.workerTimeoutSeconds });
    expect(JSON.parse(definition).TimeoutSeconds).toBe(timing.machineTimeoutSeconds);
  });
});
