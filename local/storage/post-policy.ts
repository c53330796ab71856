import * as z from 'zod';
import type { FormFields } from './form-fields.ts';
import { againstPolicy, type Refusal } from './refusal.ts';

/** How many bytes the file may have, both ends included. */
export type SizeRange = { readonly min: number; readonly max: number };

const bytes = z.int().nonnegative();
const fieldName = z.string().startsWith('$');
const policySchema = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(
    z.union([
      z
        .record(z.string(), z.string())
        .refine((fields) => Object.keys(fields).length === 1)
        .transform((fields) =>
          Object.entries(fields).map(([name, value]) => ({ test: 'eq' as const, name, value })),
        ),
      z
        .tuple([z.enum(['eq', 'starts-with']), fieldName, z.string()])
        .transform(([test, name, value]) => [{ test, name: name.slice(1), value }]),
      z.tuple([z.literal('content-length-range'), bytes, bytes]).transform(([, min, max]) => [{ min, max }]),
    ]),
  ),
});

type Condition = { readonly test: 'eq' | 'starts-with'; readonly name: string; readonly value: string };

/** Holds the fields to their policy, whose signature is right, and tells how large it lets the file be. */
export function checkPolicy(fields: FormFields, nowMillis: number): SizeRange | Refusal {
  const policy = policySchema.safeParse(jsonIn(fields.get('policy') ?? '')).data;
  if (policy === undefined) return unreadable;
  if (Date.parse(policy.expiration) <= nowMillis) return againstPolicy('Policy expired.');

  const parts = policy.conditions.flat();
  const ranges = parts.flatMap((part) => ('max' in part ? [part] : []));
  const conditions = parts.flatMap((part) => ('max' in part ? [] : [part]));
  const failed = conditions.find((condition) => !holds(condition, fields));
  if (failed !== undefined) {
    const { test, name, value } = failed;
    return againstPolicy(`Policy Condition failed: ${JSON.stringify([test, `$${name}`, value])}`);
  }
  const covered = new Set(conditions.map(({ name }) => name.toLowerCase()));
  const extra = [...fields.keys()].filter((name) => !covered.has(name) && !needsNoCondition(name));
  if (extra.length > 0) return againstPolicy(`Extra input fields: ${extra.join(', ')}`);

  return {
    min: Math.max(0, ...ranges.map(({ min }) => min)),
    max: Math.min(Number.MAX_SAFE_INTEGER, ...ranges.map(({ max }) => max)),
  };
}

const unreadable: Refusal = {
  status: 400,
  code: 'InvalidPolicyDocument',
  message: 'The content of the form does not meet the conditions specified in the policy document.',
};

function jsonIn(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

function holds({ test, name, value }: Condition, fields: FormFields): boolean {
  const given = fields.get(name.toLowerCase());
  if (given === undefined) return false;
  if (test === 'eq') return given === value;

  // S3 reads commas in this one field as a list, of which each must begin so.
  const all = name.toLowerCase() === 'content-type' ? given.split(',').map((type) => type.trim()) : [given];
  return all.every((one) => one.startsWith(value));
}

function needsNoCondition(name: string): boolean {
  return ['x-amz-signature', 'policy'].includes(name) || name.startsWith('x-ignore-');
}
