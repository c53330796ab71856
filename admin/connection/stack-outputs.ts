import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** What a deployed stack says of itself, by name of output. In the caller's own region, unless another is given. */
export async function stackOutputs(stackName: string, region?: string): Promise<(output: string) => string> {
  const outputs = await read(stackName, region);
  return (name) => {
    const value = outputs.get(name);
    if (value === undefined)
      throw new Error(`The stack ${stackName} has no output "${name}". Deploy it again.`);
    return value;
  };
}

async function read(stackName: string, region: string | undefined): Promise<ReadonlyMap<string, string>> {
  try {
    const { Stacks } = await new CloudFormationClient(region === undefined ? {} : { region }).send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    const outputs = Stacks?.[0]?.Outputs ?? [];
    return new Map(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The stack ${stackName} could not be read: ${why}`, { cause });
  }
}
