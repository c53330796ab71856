import { setTimeout as wait } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogQuery, PrintedLine } from './target.ts';

/** Limits of Logs Insights. */
const maxLogGroups = 50;
const maxLines = 10_000;
const pollMillis = 500;
const patienceMillis = 60_000;

/** The lines of one job in the log groups of a stage. A job's id is letters and digits, so the query is what it seems. */
export async function awsLinesOf(
  client: CloudWatchLogsClient,
  logGroupNames: readonly string[],
  { jobId, fromMillis, untilMillis }: LogQuery,
): Promise<readonly PrintedLine[]> {
  const found: PrintedLine[] = [];
  for (let from = 0; from < logGroupNames.length; from += maxLogGroups) {
    const { queryId } = await client.send(
      new StartQueryCommand({
        logGroupNames: logGroupNames.slice(from, from + maxLogGroups),
        startTime: Math.floor(fromMillis / 1000),
        endTime: Math.ceil(untilMillis / 1000),
        queryString: `fields @message, @log | filter jobId = "${jobId}" | sort @timestamp asc | limit ${maxLines}`,
      }),
    );
    found.push(...(await resultsOf(client, queryId)).map(printedLine));
  }
  return found;
}

async function resultsOf(
  client: CloudWatchLogsClient,
  queryId: string | undefined,
): Promise<readonly ResultField[][]> {
  for (let waited = 0; waited < patienceMillis; waited += pollMillis) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') return results;
    if (status !== 'Running' && status !== 'Scheduled') throw new Error(`The log query ended as ${status}.`);
    await wait(pollMillis);
  }
  throw new Error(`The log query took longer than ${patienceMillis / 1000} s.`);
}

function printedLine(fields: readonly ResultField[]): PrintedLine {
  const value = (name: string) => fields.find(({ field }) => field === name)?.value ?? '';
  return { printedBy: value('@log'), text: value('@message') };
}
