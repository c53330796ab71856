/** The package's own types lie where the compiler does not look. */
declare module 'asl-validator' {
  export default function validate(definition: unknown): {
    readonly isValid: boolean;
    readonly errors: unknown[];
  };
}
