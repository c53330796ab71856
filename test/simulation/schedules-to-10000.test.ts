import { testSchedules } from './schedule-slices.ts';

testSchedules(1, 10_000);
