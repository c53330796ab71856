import { testSchedules } from './schedule-slices.ts';

testSchedules(10_001, 10_000);
