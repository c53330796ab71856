/** What all workers of one provider must agree on: how fast to ask, whether to ask at all, and which models are gone. */
export type ProviderState = {
  /** How fast we may ask; null when no limit is known, or set. */
  readonly imagesPerMinute: number | null;
  /** Were no burst allowed, the next picture would be asked for now or then. */
  readonly nextSlotMillis: number;
  /** The provider told us to wait until then. */
  readonly pausedUntilMillis: number;
  /** Until when nobody is asked, and why. */
  readonly closures: readonly Closure[];
};

export type Closure = {
  /** How the provider calls the model that is closed; null closes the provider as a whole. */
  readonly model: string | null;
  readonly why: ClosureReason;
  readonly untilMillis: number;
};

export type ClosureReason = 'credentials' | 'billing' | 'model-gone';

/** How long nobody asks after such a failure; then the next sample tries. An operator can end it at once. */
const closedMillis: Readonly<Record<ClosureReason, number>> = {
  credentials: 5 * 60_000,
  billing: 5 * 60_000,
  'model-gone': 60 * 60_000,
};

/** So much of a minute's pictures may start together after a rest; a provider counts by minutes, and forgives as much. */
const burstOfMinute = 1 / 5;

/** Takes the next slot of the token bucket, if it begins within our patience. `startMillis` is when to ask. */
export function takeSlot(
  state: ProviderState,
  { nowMillis, patienceMillis }: { readonly nowMillis: number; readonly patienceMillis: number },
): { readonly isTaken: boolean; readonly startMillis: number; readonly state: ProviderState } {
  const { imagesPerMinute, pausedUntilMillis } = state;
  const earliest = Math.max(nowMillis, pausedUntilMillis);
  if (imagesPerMinute === null) {
    return { isTaken: earliest - nowMillis <= patienceMillis, startMillis: earliest, state };
  }

  const next = Math.max(state.nextSlotMillis, nowMillis);
  const startMillis = Math.max(earliest, next - burstMillis(imagesPerMinute));
  const isTaken = startMillis - nowMillis <= patienceMillis;
  if (!isTaken) return { isTaken, startMillis, state };

  const nextSlotMillis = Math.max(next, startMillis) + slotMillis(imagesPerMinute);
  return { isTaken, startMillis, state: { ...state, nextSlotMillis } };
}

/** Everybody waits as long as the provider asked, and nobody bursts after that. */
export function pause(state: ProviderState, untilMillis: number): ProviderState {
  if (untilMillis <= state.pausedUntilMillis) return state;
  const burst = state.imagesPerMinute === null ? 0 : burstMillis(state.imagesPerMinute);
  return {
    ...state,
    pausedUntilMillis: untilMillis,
    nextSlotMillis: Math.max(state.nextSlotMillis, untilMillis + burst),
  };
}

export function close(
  state: ProviderState,
  { model, why }: Pick<Closure, 'model' | 'why'>,
  nowMillis: number,
  forMillis = closedMillis[why],
): ProviderState {
  const others = state.closures.filter(
    (closure) => closure.model !== model && closure.untilMillis > nowMillis,
  );
  return { ...state, closures: [...others, { model, why, untilMillis: nowMillis + forMillis }] };
}

/** As it is once what closed it is mended: everything, or one model. */
export function reopened(state: ProviderState, model?: string): ProviderState {
  const left = state.closures.filter((closure) => model !== undefined && closure.model !== model);
  return { ...state, closures: left };
}

/** What keeps a model from being asked now; `undefined` when nothing does. */
export function closureOf(state: ProviderState, model: string, nowMillis: number): Closure | undefined {
  return state.closures.find(
    (closure) => closure.untilMillis > nowMillis && (closure.model === null || closure.model === model),
  );
}

/** How long pictures that are asked for now wait for their turn; 0 when no limit is known. */
export function waitOfBacklogSeconds({ imagesPerMinute }: ProviderState, waiting: number): number {
  return imagesPerMinute === null ? 0 : Math.ceil((waiting * 60) / imagesPerMinute);
}

function slotMillis(imagesPerMinute: number): number {
  return 60_000 / imagesPerMinute;
}

function burstMillis(imagesPerMinute: number): number {
  return Math.max(0, Math.floor(imagesPerMinute * burstOfMinute) - 1) * slotMillis(imagesPerMinute);
}
