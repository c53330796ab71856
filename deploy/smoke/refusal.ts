import * as z from 'zod';
import { type Answer, jsonOf } from './ask.ts';
import { like, type Report, same } from './report.ts';

/** What every failure answers. */
const envelope = z.object({ error: z.string(), code: z.string(), requestId: z.string() });

/** That a refusal has its status, its code and the API's envelope, with the id of the request in body and header. */
export function checkRefusal(
  what: string,
  answer: Answer,
  { status, code }: { readonly status: number; readonly code: string },
  report: Report,
): void {
  const body = envelope.safeParse(jsonOf(answer));
  const requestId = answer.headers.get('x-request-id');
  report.check(what, [
    same('status', answer.status, status),
    same('envelope', body.success ? 'whole' : 'broken', 'whole'),
    same('code', body.data?.code, code),
    like('X-Request-Id', requestId, /\S/),
    same(
      'requestId',
      body.data?.requestId === requestId ? 'as in the header' : body.data?.requestId,
      'as in the header',
    ),
  ]);
}
