import { counted } from './in-words.ts';
import type { Story } from './story.ts';

type Sample = Story['samples'][number];

/** The story as people read it: the verdict first, then what led to it. */
export function storyText(story: Story): string {
  const { jobId, verdict, next, teamId, requestId, model, provider, requestedModel, fallback } = story;
  const asked = requestedModel === null ? '' : `, asked for as ${requestedModel}`;
  const instead = fallback === null ? '' : `, else ${fallback}`;
  const prompt =
    story.promptCharacters === null
      ? 'no prompt left'
      : `a prompt of ${counted(story.promptCharacters, 'character')}`;
  const polls = story.timeline.filter(isPoll).length;
  const preset = story.presetId === null ? '' : `, ${story.presetId}`;
  return [
    `${jobId} ${verdict}`,
    `What to do: ${next}`,
    '',
    `team      ${teamId}`,
    `request   ${requestId ?? 'not known'}`,
    `model     ${model} of ${provider}${asked}${instead}; ${story.aspectRatio}, ${story.resolution}`,
    `asked     ${prompt}, ${counted(story.references ?? 0, 'reference')}${preset}`,
    `accepted  ${story.acceptedAt}`,
    `deadline  ${story.deadlineAt}`,
    '',
    ...story.timeline.filter((moment) => !isPoll(moment)).map(momentLine),
    ...(polls === 0 ? [] : [`Asked for ${counted(polls, 'time')} meanwhile.`]),
    '',
    ...story.samples.map(sampleLine),
    ...(story.gaps.length === 0 ? [] : ['', ...story.gaps.map((gap) => `Not told: ${gap}`)]),
  ].join('\n');
}

function momentLine({
  afterMillis,
  source,
  sampleIndex,
  text,
  isTrouble,
}: Story['timeline'][number]): string {
  const after = `${afterMillis < 0 ? '−' : '+'}${(Math.abs(afterMillis) / 1000).toFixed(3)} s`;
  const sample = sampleIndex === null ? '' : `sample ${sampleIndex}: `;
  return `${after.padStart(12)} ${isTrouble ? '!' : ' '} ${source.padEnd(8)}  ${sample}${text}`;
}

function sampleLine(sample: Sample): string {
  const { sampleIndex, outcome, failureCode, failure, providerSaid, costMicroUsd, workers } = sample;
  if (outcome === 'never asked for') return `sample ${sampleIndex}  ${outcome}`;
  const why = failureCode === null ? '' : ` to ${failureCode}: ${failure}`;
  const said = providerSaid === null ? '' : ` It said: ${providerSaid}`;
  const suspected = sample.isCostSuspected ? ' perhaps' : '';
  const cost = costMicroUsd === null ? '' : `; cost us${suspected} $${costMicroUsd / 1_000_000}`;
  const work = workers.map((one) => workInWords(one, outcome === 'open')).join('');
  return `sample ${sampleIndex}  ${outcome}${why}${said}; ${placesInWords(sample)}${cost}${work}`;
}

function placesInWords({ isDeleted, isStored, hasThumbnail, isInLibrary }: Sample): string {
  const places = [
    ...(isStored ? ['stored'] : []),
    ...(hasThumbnail ? ['with thumbnail'] : []),
    ...(isInLibrary ? ['in the library'] : []),
    ...(isDeleted ? ['deleted by its team'] : []),
  ];
  return places.length === 0 ? 'no picture stored' : places.join(', ');
}

/** What workers left behind says something while the sample is open, and otherwise only where it was turned away. */
function workInWords(
  { isFallback, unchargedAttempts, claimedUntil, untoldLoss }: Sample['workers'][number],
  isOpen: boolean,
): string {
  const turnedAway =
    unchargedAttempts === 0
      ? ''
      : `; turned away ${counted(unchargedAttempts, 'time')} by ${isFallback ? 'the fallback' : 'its model'}`;
  const claim =
    isOpen && claimedUntil !== null ? `; a worker has it until ${claimedUntil} at the latest` : '';
  const loss = untoldLoss === null ? '' : `; a loss that nobody was told: ${untoldLoss}`;
  return `${turnedAway}${claim}${loss}`;
}

/** Whoever waits asks again and again; what they were answered stands with `--json`. */
function isPoll({ source, text }: Story['timeline'][number]): boolean {
  return source === 'log' && text.startsWith('REQUEST_COMPLETED') && text.includes('(route GET ');
}
