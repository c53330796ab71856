import type { Operation } from '../openapi/operation.ts';
import { listLedgerQuery } from './request.ts';
import { listLedgerResponse } from './response.ts';

export const listLedgerOperation: Operation = {
  operationId: 'listLedger',
  tag: 'Usage',
  summary: 'Every entry that made the balance, newest first.',
  description:
    'Entries are written once, in the same transaction that moves the credits and the job, and never changed.',
  needsKey: true,
  query: listLedgerQuery,
  answer: { status: 200, description: 'A page of entries.', data: listLedgerResponse },
  failures: [],
};
