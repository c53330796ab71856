import type { DimensionsOf, MetricName } from './metric-catalogue.ts';

/** Where a function counts what happens. Of the dimensions, the stage is the function's own. */
export type Meter = <Name extends MetricName>(
  name: Name,
  value: number,
  dimensions: Omit<DimensionsOf<Name>, 'stage'>,
) => void;
