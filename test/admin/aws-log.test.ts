import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, it } from 'vitest';
import { awsLinesOf } from '../../admin/connection/aws-log.ts';
import { type StubServer, startStubServer } from '../support/providers/stub-server.ts';

let stub: StubServer;
afterEach(() => stub.stop());

const asked = {
  jobId: 'job_00000000000000000000000000000001',
  fromMillis: Date.parse('2026-11-23T09:00:00.500Z'),
  untilMillis: Date.parse('2026-11-23T09:05:00.500Z'),
};

/** Logs Insights with one line, after it has been asked twice; or one that ends in another way. */
async function insights(end = 'Complete') {
  let polls = 0;
  const queries: Record<string, unknown>[] = [];
  stub = await startStubServer(({ headers, body }) => {
    if (String(headers['x-amz-target']).endsWith('StartQuery')) {
      queries.push(JSON.parse(body.toString()) as Record<string, unknown>);
      return { status: 200, json: { queryId: 'query-1' } };
    }
    polls += 1;
    const line = [
      { field: '@message', value: '{"code":"JOB_CHARGED"}' },
      { field: '@log', value: '000000000000:charge' },
    ];
    return { status: 200, json: polls < 2 ? { status: 'Running' } : { status: end, results: [line] } };
  });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new CloudWatchLogsClient({ endpoint: stub.url, region: 'us-east-1', credentials });
  return { client, queries };
}

describe("a job's lines in AWS", () => {
  it('are asked for by its id, in whole seconds around its life, and waited for', async () => {
    const { client, queries } = await insights();

    expect(await awsLinesOf(client, ['charge', 'store'], asked)).toEqual([
      { printedBy: '000000000000:charge', text: '{"code":"JOB_CHARGED"}' },
    ]);
    expect(queries).toMatchObject([
      {
        logGroupNames: ['charge', 'store'],
        startTime: 1_795_424_400,
        endTime: 1_795_424_701,
        queryString: expect.stringContaining('filter jobId = "job_00000000000000000000000000000001"'),
      },
    ]);
  });

  it('are asked for in as many queries as there are fifty log groups', async () => {
    const { client, queries } = await insights();

    await awsLinesOf(
      client,
      Array.from({ length: 60 }, (_, index) => `group-${index}`),
      asked,
    );

    expect(queries.map(({ logGroupNames }) => (logGroupNames as string[]).length)).toEqual([50, 10]);
  });

  it('are missed with a reason when the query fails', async () => {
    const { client } = await insights('Failed');

    await expect(awsLinesOf(client, ['charge'], asked)).rejects.toThrow('The log query ended as Failed.');
  });
});
