import type { Target } from '../admin/connection/target.ts';
import type { Laptop } from '../test/support/laptop-process.ts';
import type { ApiFace } from './api-face.ts';

/** One alarm, and how to make it true on a laptop. */
export type Scenario = {
  /** Of the command. */
  readonly name: string;
  /** As in `darkroom-<stage>-<alarm>`. */
  readonly alarm: string;
  /** What is done to the stack, as a sentence without its end. */
  readonly does: string;
  /** What has to stand around the stack before it starts: its settings, and providers of our own. */
  prepare(): Promise<Surroundings>;
  /** Makes it happen. Whoever watches the metric waits for it. */
  provoke(stage: Stage): Promise<void>;
};

export type Surroundings = {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

/** Where the game is played: a stack of its own, that nothing else uses. */
export type Stage = {
  readonly laptop: Laptop;
  readonly api: ApiFace;
  /** Its tables and buckets. */
  readonly data: Target;
  /** Runs an operators' command. */
  admin(...args: readonly string[]): Promise<void>;
  /** Ends the workflow of a job from outside, as an operator could. */
  stopWorkflow(jobId: string): Promise<void>;
};

export const nothingAround = async (env: Readonly<Record<string, string>> = {}): Promise<Surroundings> => ({
  env,
  stop: async () => {},
});
