import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assumed } from '../../bench/job-cost/assumptions.ts';
import { costPage } from '../../bench/job-cost/cost-page.ts';
import { askForCapacity, dynamoCallsOf } from '../../bench/job-cost/dynamodb-calls.ts';
import { idleMonth } from '../../bench/job-cost/idle-month.ts';
import { linesOf, steady, transitionsOf } from '../../bench/job-cost/job-count.ts';
import { readPinnedCounts } from '../../bench/job-cost/pinned-counts.ts';
import { prices } from '../../bench/job-cost/prices.ts';
import { standingResources } from '../../bench/job-cost/standing-resources.ts';
import { costOf, totalOf } from '../../bench/job-cost/usd.ts';
import { waitForEnd } from '../../lambdas/api/create-generation/wait-for-end.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { RecordedLog } from '../fakes/recorded-log.ts';
import { exampleJob } from '../support/example-job.ts';

const exchange = (operation: string, request: object, answer: object, status = 200) => ({
  method: 'POST',
  path: '/',
  headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
  request: Buffer.from(JSON.stringify(request)),
  status,
  answer: Buffer.from(JSON.stringify(answer)),
});
const row = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });

describe('docs/cost.md', () => {
  it('says what follows from the pinned counts and the prices', () => {
    const page = readFileSync('docs/cost.md', 'utf8');

    expect(page, 'run `npm run bench -- job-cost --write docs/cost.md`').toBe(
      costPage(readPinnedCounts(), standingResources(), prices),
    );
  });

  it('takes as many polls for a wait of 20 s and the rest of the workflow as the code that waits makes', async () => {
    const clock = new ManualClock();
    const endsAtMillis = clock.nowMillis() + assumed.providerWaitMillis + assumed.restOfWorkflowMillis;
    let polls = 0;
    const jobs = {
      find: async () => {
        polls += 1;
        return exampleJob({ status: clock.nowMillis() >= endsAtMillis ? 'completed' : 'active' });
      },
    };

    const job = exampleJob({ provider: 'openai' });
    await waitForEnd({ jobs, clock, log: new RecordedLog() }, job, endsAtMillis + 60_000);

    expect(polls).toBe(assumed.polls);
  });
});

describe('a month in which nobody asks for anything', () => {
  it('has the firewall of prod in it, each metric of an alarm, and the metrics that are written all the same', () => {
    const standing = standingResources();
    const usd = (what: string) =>
      idleMonth(standing, prices).find((line) => line.what.includes(what))?.usdOfMonth;

    expect(standing.alarmMetrics).toBeGreaterThan(standing.alarms);
    expect(usd('alarms')).toBeCloseTo(0.1 * standing.alarmMetrics);
    expect(usd('written all the same')).toBeCloseTo(10 * 0.3);
    expect(usd('web ACLs')).toBe(5);
    expect(usd('rules')).toBe(4);
    expect(usd('in all')).toBeGreaterThan(20);
  });
});

describe('the cost of a job', () => {
  it('is each count at its price, with memory that waits for the provider', () => {
    const job = {
      dynamodb: [{ what: 'put', calls: 1, writeUnits: 20, readUnits: 6 }],
      states: ['Charge', 'Complete'],
      requests: { 'S3 PUT a/': 2, 'S3 GET a/': 1, 'SQS SendMessage': 1 },
      functions: [
        { name: 'GenerateOpenAi', calls: 1, memoryMegabytes: 512 },
        { name: 'RoutesCreateGeneration', calls: 1, memoryMegabytes: 1024 },
      ],
    };

    const of = (what: string, isWaitedFor: boolean) =>
      costOf(job, isWaitedFor, prices).find((line) => line.what.startsWith(what))?.usdOf1000;

    expect(of('Step Functions', true)).toBeCloseTo(0.075);
    expect(of('DynamoDB writes', true)).toBeCloseTo(0.0125);
    expect(of('Lambda GenerateOpenAi', false)).toBeCloseTo(21.5 * 0.5 * 0.0133334);
    expect(of('Lambda RoutesCreateGeneration', true)).toBeCloseTo(21.75 * 0.0133334);
    expect(of('Lambda RoutesCreateGeneration', false)).toBeCloseTo(0.25 * 0.0133334);
    expect(totalOf(costOf(job, true, prices))).toBeGreaterThan(totalOf(costOf(job, false, prices)));
  });

  it('is not told for a function of which nothing is assumed', () => {
    const functions = [{ name: 'WorkflowNew', calls: 1, memoryMegabytes: 128 }];
    const job = { dynamodb: [], states: [], requests: {}, functions };

    expect(() => costOf(job, true, prices)).toThrow('says nothing of the function WorkflowNew');
  });

  it('counts the start of an execution beside its states, and leaves out polls and what is remembered', () => {
    const polled = { what: 'get jobs: job#… job', calls: 7, writeUnits: 0, readUnits: 7 };
    const own = { ...polled, calls: 2, readUnits: 2 };
    const key = { what: 'get catalogue: key#… key', calls: 1, writeUnits: 0, readUnits: 1 };
    const job = { dynamodb: [key, polled], states: ['Charge'], requests: {}, functions: [] };

    expect(transitionsOf(job)).toBe(2);
    expect(steady(job, { ...job, dynamodb: [own] }).dynamodb).toEqual([own]);
  });
});

describe('a call of DynamoDB', () => {
  it('is asked for what it takes, and told apart by operation, table and the fixed parts of its keys', () => {
    const asked = { TableName: 'TablesJobsTable5ECCB73A', Item: row('job#job_1', 'params') };
    const took = {
      TableName: 'TablesJobsTable5ECCB73A',
      CapacityUnits: 3,
      GlobalSecondaryIndexes: { i: { CapacityUnits: 2 } },
    };

    const calls = dynamoCallsOf(exchange('PutItem', asked, { ConsumedCapacity: took }));

    expect(JSON.parse(askForCapacity(Buffer.from(JSON.stringify(asked))).toString())).toMatchObject({
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(linesOf([...calls, ...calls])).toEqual([
      {
        what: 'put jobs: job#… params (2 of them for indexes)',
        calls: 2,
        writeUnits: 6,
        readUnits: 0,
      },
    ]);
  });

  it('over two tables shows what it took of each', () => {
    const items = [
      { Update: { TableName: 'TablesCreditsTable0', Key: row('team#a', 'balance') } },
      { Put: { TableName: 'TablesImagesTable0', Item: row('team#a', 'image#1') } },
    ];
    const took = [
      { TableName: 'TablesCreditsTable0', CapacityUnits: 2 },
      { TableName: 'TablesImagesTable0', CapacityUnits: 4 },
    ];

    const calls = dynamoCallsOf(
      exchange('TransactWriteItems', { TransactItems: items }, { ConsumedCapacity: took }),
    );

    expect(calls.map(({ table, rows, writeUnits }) => ({ table, rows, writeUnits }))).toEqual([
      { table: 'credits', rows: ['Update team#… balance'], writeUnits: 2 },
      { table: 'images', rows: ['Put team#… image#…'], writeUnits: 4 },
    ]);
  });

  it('whose condition did not hold takes a unit all the same', () => {
    const asked = { TableName: 'TablesJobsTable0', Key: row('job#1', 'job') };
    const refusal = { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' };

    expect(dynamoCallsOf(exchange('UpdateItem', asked, refusal, 400))).toMatchObject([{ writeUnits: 1 }]);
  });
});
