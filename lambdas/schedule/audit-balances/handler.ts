import { DynamoBalanceSums } from '../../adapters/dynamodb/balance-sums.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { logEvents } from '../../observability/log-events.ts';
import { loggedHandler } from '../../observability/logged-handler.ts';
import { logger } from '../../observability/logger.ts';
import { meterOf } from '../../observability/metrics.ts';
import { auditBalances } from './audit-balances.ts';
import { auditBalancesEnv } from './env.ts';

const env = auditBalancesEnv.parse(process.env);
const meter = meterOf(env.STAGE);

const audit = auditBalances({
  sums: new DynamoBalanceSums(documentClient(), env.CREDITS_TABLE),
  clock: systemClock,
  report: ({ teamId, balance, ledgerSum }) => {
    logger.about({ teamId });
    logger.error(logEvents.balance.mismatch, { balance, ledgerSum });
  },
});

/** Counted also when there are none, so that silence means that nobody looked. */
export const handler = loggedHandler(async () => {
  const report = await audit();
  meter('BalanceMismatches', report.mismatches, {});
  logger.about({});
  logger.info(logEvents.balance.audited, report);
  return report;
});
