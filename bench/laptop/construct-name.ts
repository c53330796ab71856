/** Without what CDK adds to a construct's name: `WorkflowChargeFunction1A2B3C4D` is `WorkflowCharge`. */
export function constructName(logicalId: string): string {
  return logicalId.replace(/(Function)?[0-9A-F]{8}$/, '').replace(/Function$/, '');
}
