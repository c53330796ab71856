/** Somebody else listens there. */
export class PortTaken extends Error {
  override name = 'PortTaken' as const;

  constructor(port: number, options?: ErrorOptions) {
    super(
      `Port ${port} is taken. Stop what listens there, or choose another one: PORT=3001 npm start`,
      options,
    );
  }
}
