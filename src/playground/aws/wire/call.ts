import type { Operation, Service } from "../coverage.ts";
import type { AwsError } from "./aws-error.ts";

/** Who makes a call: a lab's own key, or a session of an assumed role. */
export type Caller = {
  account: string;
  /** The region the call was signed for. */
  region: string;
  accessKeyId: string;
  arn: string;
  userId: string;
  session: Session | undefined;
};

export type Session = {
  roleArn: string;
  name: string;
  sourceIdentity: string | undefined;
  tags: Record<string, string>;
};

/** One line of the call log; `error` is AWS's error code where the answer was one. */
export type CallRecord = {
  at: number;
  service: Service;
  operation: string;
  account: string;
  accessKeyId: string;
  roleArn: string | undefined;
  sessionName: string | undefined;
  sourceIdentity: string | undefined;
  sessionTags: Record<string, string>;
  input: Record<string, unknown>;
  error: string | undefined;
};

/** The handlers of one service: exactly the operations its coverage lists. */
export type Handlers<S extends Service> = Record<Operation<S>, Handler>;
/** `gone`: the caller has hung up. */
export type Handler = (input: never, caller: Caller, gone: AbortSignal) => unknown;

/** What a protocol says of a request, and how it writes the answer. */
export type Wire = {
  operation: string | undefined;
  input: Record<string, unknown>;
  answer: (output: unknown, requestId: string) => WireAnswer;
  error: (error: AwsError, requestId: string) => WireAnswer;
};

export type WireAnswer = { status: number; headers: Record<string, string>; body: string };
