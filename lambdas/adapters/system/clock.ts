import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../domain/clock.ts';

export const systemClock: Clock = {
  nowMillis: () => Date.now(),
  sleep: async (millis) => {
    await wait(millis);
  },
  sleepAtMost: async (millis) => {
    await wait(Math.random() * millis);
  },
};
