import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';

/** As far as this peer needs it: https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
declare const awslambda: {
  streamifyResponse(
    handler: (event: unknown, answer: NodeJS.WritableStream) => Promise<void>,
  ): (event: unknown) => Promise<void>;
  HttpResponseStream: {
    from(answer: NodeJS.WritableStream, metadata: { statusCode: number }): NodeJS.WritableStream;
  };
};

const variable = (name: string) => process.env[name] ?? '';

// The least that can read an item: no client, no retries, no parsing; Signature Version 4 and nothing more.
export const handler = awslambda.streamifyResponse(async (_, answer) => {
  const status = await getItem(
    JSON.stringify({
      TableName: variable('CATALOGUE_TABLE'),
      Key: { pk: { S: 'peer' }, sk: { S: 'none' } },
    }),
  );
  const body = awslambda.HttpResponseStream.from(answer, { statusCode: status });
  body.write('{}');
  body.end();
});

function getItem(json: string): Promise<number> {
  const { host, hostname, port } = new URL(variable('AWS_ENDPOINT_URL_DYNAMODB'));
  const time = new Date().toISOString().replace(/[:-]|\.\d+/g, '');
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    host,
    'x-amz-date': time,
    'x-amz-target': 'DynamoDB_20120810.GetItem',
  };
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        hostname,
        port,
        method: 'POST',
        headers: { ...headers, authorization: authorization(headers, time, json) },
      },
      (response) => response.resume().once('end', () => resolve(response.statusCode ?? 0)),
    );
    asked.once('error', reject).end(json);
  });
}

function authorization(headers: Readonly<Record<string, string>>, time: string, body: string): string {
  const scope = `${time.slice(0, 8)}/${variable('AWS_REGION')}/dynamodb/aws4_request`;
  const names = Object.keys(headers).join(';');
  const listed = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', '/', '', listed.join(''), names, sha256(body)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${variable('AWS_SECRET_ACCESS_KEY')}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  );
  return `AWS4-HMAC-SHA256 Credential=${variable('AWS_ACCESS_KEY_ID')}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
