import { InvalidArgumentError } from 'commander';

const deployedStages = ['dev', 'staging', 'prod'];

/** A stage that is deployed: all but the laptop. */
export function deployedStage(name: string): string {
  if (name === 'laptop') {
    throw new InvalidArgumentError('The laptop is not deployed: npm start runs it on this machine.');
  }
  if (!deployedStages.includes(name)) {
    throw new InvalidArgumentError(`There is no such stage. Choose one of: ${deployedStages.join(', ')}.`);
  }
  return name;
}
