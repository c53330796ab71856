import { Duration } from 'aws-cdk-lib';
import {
  GraphWidget,
  type HorizontalAnnotation,
  type IMetric,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';

/** A dashboard is 24 wide. */
const wide = 24;

/** Says what good looks like, for whoever has never seen the row below it. */
export function heading(title: string, good: string): TextWidget {
  return new TextWidget({ markdown: `## ${title}\n${good}`, width: wide, height: 2 });
}

type Graph = {
  readonly title: string;
  readonly metrics: readonly IMetric[];
  /** On an axis of their own. */
  readonly right?: readonly IMetric[];
  readonly unit?: string;
  readonly limits?: readonly HorizontalAnnotation[];
  readonly columns?: number;
  /** Only where the metrics live in another region than the stack: those of CloudFront. */
  readonly region?: string;
};

/** Always from zero: a graph that begins elsewhere makes a ripple look like a wave. */
export function graph({
  title,
  metrics,
  right = [],
  unit,
  limits = [],
  columns = 4,
  region,
}: Graph): GraphWidget {
  return new GraphWidget({
    title,
    left: [...metrics],
    right: [...right],
    leftYAxis: { min: 0, ...(unit === undefined ? { showUnits: false } : { label: unit, showUnits: false }) },
    ...(right.length === 0 ? {} : { rightYAxis: { min: 0, showUnits: false } }),
    leftAnnotations: [...limits],
    width: wide / columns,
    height: 6,
    period: Duration.minutes(5),
    ...(region === undefined ? {} : { region }),
  });
}

/** The last value of each, large. */
export function numbers(title: string, metrics: readonly IMetric[], columns = 1): SingleValueWidget {
  return new SingleValueWidget({
    title,
    metrics: [...metrics],
    width: wide / columns,
    height: 3,
    setPeriodToTimeRange: true,
  });
}
