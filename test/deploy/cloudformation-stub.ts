import { createServer } from 'node:http';
import { listenOnLoopback } from '../../local/loopback.ts';

/** Answers every DescribeStacks in CloudFormation's wire format: with a stack of this account and region, or that there is none. */
export async function startCloudFormationStub(
  stack: { readonly account: string; readonly region: string } | 'none',
) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(stack === 'none' ? 400 : 200, { 'content-type': 'text/xml' });
    response.end(stack === 'none' ? noStack : stackOf(stack));
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  return { url, stop: () => server.close().closeAllConnections() };
}

const noStack =
  '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>' +
  '<Message>Stack with id CDKToolkit does not exist</Message></Error><RequestId>r</RequestId></ErrorResponse>';

function stackOf({ account, region }: { readonly account: string; readonly region: string }): string {
  return (
    '<DescribeStacksResponse><DescribeStacksResult><Stacks><member>' +
    `<StackId>arn:aws:cloudformation:${region}:${account}:stack/CDKToolkit/x</StackId>` +
    '<StackName>CDKToolkit</StackName><StackStatus>CREATE_COMPLETE</StackStatus>' +
    '<CreationTime>2026-11-23T09:00:00Z</CreationTime>' +
    '</member></Stacks></DescribeStacksResult></DescribeStacksResponse>'
  );
}
