import { resourcesOf, synthesised } from '../lib/synthesised.ts';
import type { Machine } from './state-language.ts';

/** The workflow as the stack deploys it. A function stands in it by the name of its construct: Charge, Store, … */
export function synthesisedMachine(): Machine & { TimeoutSeconds?: number } {
  const [[, machine] = []] = resourcesOf(synthesised().service, 'AWS::StepFunctions::StateMachine');
  const parts: unknown[] = machine?.['DefinitionString']['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : nameOf(part))).join('');
  return JSON.parse(text);
}

function nameOf(part: unknown): string {
  const [logicalId = 'aws'] = Object.values(part as Record<string, string[]>).flat();
  return /Workflow(Charge|Store|Complete|Refund)Function/.exec(logicalId)?.[1] ?? logicalId;
}
