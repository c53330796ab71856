import { resourcesOf, synthesised } from './synthesised.ts';

export type Statement = {
  Action: string | string[];
  Resource: unknown;
  Effect: string;
  Sid?: string;
  Condition?: Record<string, Record<string, string[]>>;
};

export const policies = resourcesOf(synthesised().service, 'AWS::IAM::Policy').map(
  ([logicalId, { PolicyDocument, Roles }]) => ({
    logicalId,
    role: String(Roles[0].Ref),
    statements: PolicyDocument.Statement as Statement[],
  }),
);

/** Actions of one function on what matches, sorted; the function's role bears its construct's name. */
export function allowed(functionName: string, resource: RegExp): string[] {
  return policies
    .filter(({ role }) => role.includes(functionName))
    .flatMap(({ statements }) => statements)
    .filter(({ Resource }) => resource.test(JSON.stringify(Resource)))
    .flatMap(({ Action }) => Action)
    .toSorted();
}
