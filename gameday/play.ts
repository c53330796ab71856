import type { Reading } from './alarm.ts';
import { alarmNamed } from './alarm.ts';
import { measurementsOf } from './measurements.ts';
import type { Scenario, Stage } from './scenario.ts';

const pauseMillis = 500;

/** Makes a scenario's alarm true, and answers as soon as its metric crosses the threshold. Throws when it does not in time. */
export async function play(
  { alarm, provoke }: Pick<Scenario, 'alarm' | 'provoke'>,
  stage: Stage,
  assemblyDirectory: string,
  { patienceMillis, tell }: { readonly patienceMillis: number; readonly tell: (reading: Reading) => void },
): Promise<Reading> {
  const read = alarmNamed(assemblyDirectory, `darkroom-laptop-${alarm}`);
  const reading = () => read(measurementsOf(stage.laptop.home));
  const before = reading();
  tell(before);
  if (before.crosses) throw new Error('The alarm is true before anything was done.');

  await provoke(stage);
  const endMillis = Date.now() + patienceMillis;
  for (let last = before.value; ; ) {
    const now = reading();
    if (now.value !== last) tell(now);
    last = now.value;
    if (now.crosses) return now;
    if (Date.now() > endMillis)
      throw new Error(`After ${patienceMillis / 1000} s the metric is ${now.value}, below ${now.threshold}.`);
    await new Promise((done) => setTimeout(done, pauseMillis));
  }
}
