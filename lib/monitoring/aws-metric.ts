import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';

/** An API as its metrics call it. */
export type MeteredApi = { readonly name: string; readonly stageName: string };

/** What API Gateway counts of one stage of an API. */
export function apiMetric(
  { name, stageName }: MeteredApi,
  metricName: string,
  options: MetricOptions,
): Metric {
  const dimensionsMap = { ApiName: name, Stage: stageName };
  return new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap, ...options });
}

/** What DynamoDB counts of a table, without its indexes; in periods of five minutes. */
export function tableMetric({ tableName }: ITable, metricName: string, label: string): Metric {
  const dimensionsMap = { TableName: tableName };
  return new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap, statistic: Stats.SUM, label });
}
