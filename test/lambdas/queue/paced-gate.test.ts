import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { type GateEvent, pacedGate } from '../../../lambdas/queue/generate/paced-gate.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { FakeProviderStates } from '../../fakes/provider-states.ts';

function gateOf(imagesPerMinute: number, patienceMillis = 15_000) {
  const clock = new ManualClock();
  const start = clock.nowMillis();
  const states = new FakeProviderStates({ imagesPerMinute });
  const events: GateEvent[] = [];
  const report = (event: GateEvent) => events.push(event);
  const gate = pacedGate({ provider: 'openai', states, clock, patienceMillis, report });
  return { gate, states, clock, events, waitedSeconds: () => (clock.nowMillis() - start) / 1000 };
}

describe('the gate before a provider', () => {
  it('lets in at once while there are slots, and waits in place for one that is near', async () => {
    const { gate, waitedSeconds } = gateOf(5);

    expect(await gate.enter()).toMatchObject({ entry: 'now' });
    expect(waitedSeconds()).toBe(0);
    expect(await gate.enter()).toMatchObject({ entry: 'now' });
    expect(waitedSeconds()).toBe(12);
  });

  it('sends back to the queue who would wait too long, until the slot is near', async () => {
    const { gate, waitedSeconds } = gateOf(2);
    await gate.enter();

    expect(await gate.enter()).toEqual({ entry: 'later', afterSeconds: 15 });
    expect(waitedSeconds()).toBe(0);
  });

  it('sends everybody back during a pause', async () => {
    const { gate, events } = gateOf(600);

    await gate.pause(60);

    expect(await gate.enter()).toEqual({ entry: 'later', afterSeconds: 45 });
    expect(events).toEqual([{ event: 'paused', seconds: 60 }]);
  });

  it('sees a pause that began while it stood in line', async () => {
    const { gate, clock, states } = gateOf(5);
    await gate.enter();
    clock.sleep = async (millis) => {
      clock.advance(millis);
      states.state = { ...states.state, pausedUntilMillis: clock.nowMillis() + 20_000 };
    };

    expect(await gate.enter()).toEqual({ entry: 'later', afterSeconds: 20 });
  });

  it('says what is closed: a model that is gone alone, everything for a key', async () => {
    const { gate } = gateOf(600);
    await gate.close('old-model', 'model-gone');
    const gone = await gate.enter();

    await gate.close('any-model', 'credentials');
    const keyless = await gate.enter();

    if (gone.entry !== 'now' || keyless.entry !== 'now') return expect.fail('it did not let in');
    expect(gone.closureOf('old-model')).toMatchObject({ why: 'model-gone' });
    expect(gone.closureOf('new-model')).toBeUndefined();
    expect(keyless.closureOf('new-model')).toMatchObject({ why: 'credentials' });
  });

  it('goes on when a pause or a closure cannot be written, and says so', async () => {
    const { gate, states, events } = gateOf(600);
    const error = new StoreUnavailable('change the state of openai');
    states.change = () => Promise.reject(error);

    await gate.pause(5);
    await gate.close('model', 'billing');

    expect(events.filter(({ event }) => event === 'not-written')).toEqual([
      { event: 'not-written', error },
      { event: 'not-written', error },
    ]);
  });
});
