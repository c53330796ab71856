import type { Meter } from '../../lambdas/observability/meter.ts';

/** Keeps what was counted, for a test to look at: `JobsFailed 1 model=sandbox`. */
export function recordedMeter(): { readonly counted: readonly string[]; readonly meter: Meter } {
  const counted: string[] = [];
  return {
    counted,
    meter: (name, value, dimensions) => {
      const split = Object.entries(dimensions).map(([dimension, of]) => `${dimension}=${of}`);
      counted.push([name, value, ...split].join(' '));
    },
  };
}
