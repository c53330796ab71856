import type { RequestListener } from 'node:http';
import * as z from 'zod';
import { account, region } from '../assembly/names.ts';
import { jsonFace, ServiceError } from '../json-face.ts';

/** What the secrets hold, by the last part of their names; an absent one does not exist. */
export type LocalSecrets = Readonly<Record<string, (() => Promise<string>) | undefined>>;

const request = z.object({ SecretId: z.string() });

/** Speaks the part of Secrets Manager's protocol that the functions use, over what the environment of `npm start` holds. */
export function secretsFace(secrets: LocalSecrets): RequestListener {
  return jsonFace('secretsmanager', {
    GetSecretValue: async (body) => {
      const { name, read } = find(body);
      return { ...namesOf(name), SecretString: await read() };
    },
    DescribeSecret: (body) => namesOf(find(body).name),
  });

  function find(body: unknown) {
    const { SecretId: name } = request.parse(body);
    const read = secrets[name.split('/').at(-1) ?? ''];
    if (read === undefined)
      throw new ServiceError('ResourceNotFoundException', `There is no secret ${name}.`);
    return { name, read };
  }
}

function namesOf(name: string) {
  return { Name: name, ARN: `arn:aws:secretsmanager:${region}:${account}:secret:${name}-laptop` };
}
