import type * as z from 'zod';
import type { FailureCode } from '../../http/failure.ts';

/** What the OpenAPI document says of one route, beside its method and path. Lives in the route's `operation.ts`. */
export type Operation = {
  readonly operationId: string;
  readonly tag: 'Generations' | 'Library' | 'Presets' | 'References' | 'Models' | 'Usage' | 'Service';
  /** One line. */
  readonly summary: string;
  /** Markdown. */
  readonly description?: string;
  /** False for the few routes that anybody may call. */
  readonly needsKey: boolean;
  /** The schema that parses the query. */
  readonly query?: z.ZodObject;
  /** Of each name: what it means. */
  readonly pathParameters?: Readonly<
    Record<string, { readonly description: string; readonly example: string }>
  >;
  readonly requestHeaders?: Readonly<
    Record<string, { readonly description: string; readonly example: string }>
  >;
  readonly body?: {
    /** The schema that parses a JSON body. */
    readonly schema: z.ZodType;
    /** By name; each is sent as it stands by a test, and must succeed. */
    readonly examples: Readonly<Record<string, unknown>>;
    /** Says how the same body is sent as multipart/form-data, where it can be. */
    readonly multipart?: string;
  };
  readonly answer: OperationAnswer;
  /** Beyond those that every route may answer. */
  readonly failures: readonly FailureCode[];
};

export type OperationAnswer = {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  /** Of what stands in `data`; absent for an answer that is not JSON. */
  readonly data?: z.ZodType;
  /** Of an answer that is not JSON, such as `image/webp`. */
  readonly contentType?: string;
  readonly otherContentTypes?: readonly string[];
  /** Other statuses of success, such as 206, that carry the same content type. */
  readonly alsoStatuses?: readonly number[];
  readonly headers?: Readonly<Record<string, string>>;
};
