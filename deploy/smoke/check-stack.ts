import { ask, askWithKey } from './ask.ts';
import { checkDelivery, checkDownload } from './check-picture.ts';
import { makePicture } from './make-picture.ts';
import { checkRefusal } from './refusal.ts';
import { type Report, same } from './report.ts';
import type { Target } from './target.ts';

/** What a consumer does in a day, once: each check says what it found where that is not what the contract promises. */
export async function checkStack(target: Target, model: string, report: Report): Promise<void> {
  const { apiUrl } = target;
  report.check('GET /v0/health', [same('status', (await ask(`${apiUrl}/v0/health`)).status, 200)]);
  checkRefusal(
    'an unknown route',
    await ask(`${apiUrl}/v0/nowhere`),
    { status: 404, code: 'not_found' },
    report,
  );
  checkRefusal(
    'a call without a key',
    await ask(`${apiUrl}/v0/usage`),
    { status: 401, code: 'unauthorized' },
    report,
  );

  const picture = await makePicture(target, model, report);
  if (picture === undefined) return;
  const path = `/v0/images/library/${picture.id}`;
  try {
    const bytes = await checkDownload(target, picture, report);
    await checkDelivery(picture, bytes, report);
  } finally {
    const deleted = await askWithKey(target, path, { method: 'DELETE' });
    report.check('DELETE of the picture', [same('status', deleted.status, 204)]);
  }
  const gone = await askWithKey(target, path);
  checkRefusal('the picture, when it is deleted', gone, { status: 404, code: 'not_found' }, report);
}
