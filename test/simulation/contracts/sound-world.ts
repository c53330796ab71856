import { plannedFaults } from '../faults.ts';
import { type ProcessWorld, SimulatedProcess } from '../process.ts';
import { Scheduler } from '../scheduler.ts';
import { DynamoTwin } from '../twins/dynamo-twin.ts';

/** A simulated world in which nothing fails, for tests that hold a twin against the real thing. */
export function soundWorld() {
  const scheduler = new Scheduler(1);
  const world: ProcessWorld = {
    scheduler,
    dynamo: new DynamoTwin(),
    faults: plannedFaults(new Map()),
    trace: () => undefined,
    skewMillis: () => 0,
  };
  /** Lets time pass until it is done. */
  const run = async <Result>(work: Promise<Result>): Promise<Result> => {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    while (!isDone) {
      await scheduler.runUntil(scheduler.nowMillis + 100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return done;
  };
  return { scheduler, process: new SimulatedProcess(world, 'test'), run };
}
