/** Answers one Web API call: fault, token, pace, method, in this order. */
import { ApiError, readArguments } from "./api-arguments.ts";
import { type Call, record as keep } from "./calls.ts";
import { type Covered, coverage } from "./coverage.ts";
import type { Fault } from "./faults.ts";
import type { Json } from "./json.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Workspace } from "./workspace.ts";

export type ApiCall = { method: string; fields: Json; bearer: string | undefined };

export type ApiAnswer =
  | { kind: "answer"; status: number; json: Json; headers?: Record<string, string>; afterMs?: number }
  /** The connection stays open and nothing comes. */
  | { kind: "silence" }
  | { kind: "reset" };

export function answerCall(workspace: Workspace, limits: RateLimits, call: ApiCall): ApiAnswer {
  const args = readArguments(call.fields);
  return answerAs(workspace, { method: call.method, args }, () =>
    perform(workspace, limits, { ...call, args }),
  );
}

/** Does the deed unless a fault comes before it, lets a fault spoil the answer, and keeps a record. */
export function answerAs(
  workspace: Workspace,
  { method, args }: { method: string; args: Json },
  act: () => Deed,
): ApiAnswer {
  const fault = workspace.faults.take(method, args);
  if (fault?.kind === "done-late") setTimeout(() => doLate(workspace, act), fault.afterMs).unref();
  const before = fault && answerBefore(fault);
  const deed = before ? undefined : act();
  const answer = before ?? disturb(fault, deed ?? { kind: "silence" });
  keep(workspace.calls, logged(workspace, { method, args, answer, deed }));
  workspace.changes.touch();
  return answer;
}

function doLate(workspace: Workspace, act: () => Deed): void {
  act();
  workspace.changes.touch();
}

type Deed = Extract<ApiAnswer, { kind: "answer" }>;

function perform(workspace: Workspace, limits: RateLimits, call: ApiCall & { args: Json }): Deed {
  const refuse = (error: string, extra: Json = {}): Deed => reply({ ok: false, error, ...extra });
  const covered = Object.hasOwn(coverage, call.method) ? coverage[call.method] : undefined;
  if (!covered) return refuse("unknown_method", { req_method: call.method });
  const tokenError = covered.open ? undefined : checkToken(workspace, call, covered);
  if (tokenError) return refuse(tokenError);
  const lacking =
    workspace.scopes && covered.scopes && !covered.scopes.some((scope) => workspace.scopes?.includes(scope));
  if (lacking)
    return refuse("missing_scope", { needed: covered.scopes?.[0], provided: workspace.scopes?.join(",") });
  const waitSec = limits.spend(call.method, call.args);
  if (waitSec !== undefined) return tooMany(waitSec);
  try {
    const scopes = { "x-oauth-scopes": (workspace.scopes ?? allScopes()).join(",") };
    return { ...reply({ ok: true, ...covered.run(workspace, call.args) }), headers: scopes };
  } catch (error) {
    if (error instanceof ApiError) return refuse(error.error, error.extra);
    throw error;
  }
}

function checkToken(
  workspace: Workspace,
  { bearer, fields }: ApiCall,
  { ofApp }: Covered,
): string | undefined {
  const token = bearer ?? (typeof fields.token === "string" ? fields.token : undefined);
  if (!token) return "not_authed";
  if (token.startsWith("xapp-") !== (ofApp ?? false)) return "not_allowed_token_type";
  if (ofApp) return token === workspace.appToken ? undefined : "invalid_auth";
  if (token !== workspace.botToken && !workspace.extraTokens.has(token)) return "invalid_auth";
  return workspace.faults.tokenError();
}

const allScopes = (): string[] => [
  ...new Set(Object.values(coverage).flatMap((covered) => covered.scopes ?? [])),
];

const reply = (json: Json): Deed => ({ kind: "answer", status: 200, json });

const tooMany = (waitSec: number): Deed => ({
  kind: "answer",
  status: 429,
  json: { ok: false, error: "ratelimited" },
  headers: { "retry-after": String(waitSec) },
});

function answerBefore(fault: Fault): ApiAnswer | undefined {
  switch (fault.kind) {
    case "status":
      return { kind: "answer", status: fault.status, json: { ok: false, error: "internal_error" } };
    case "rate-limit":
      return tooMany(fault.retryAfterSec);
    case "error":
      return reply({
        ok: false,
        error: fault.error,
        ...(fault.responseMetadata && { response_metadata: fault.responseMetadata }),
      });
    case "timeout-before":
    case "done-late":
      return { kind: "silence" };
    case "reset-before":
      return { kind: "reset" };
    default:
      return undefined;
  }
}

function disturb(fault: Fault | undefined, deed: ApiAnswer): ApiAnswer {
  switch (fault?.kind) {
    case "timeout-but-done":
      return { kind: "silence" };
    case "reset-but-done":
      return { kind: "reset" };
    case "status-but-done":
      return { kind: "answer", status: fault.status, json: { ok: false, error: "internal_error" } };
    case "delay":
      return deed.kind === "answer" ? { ...deed, afterMs: fault.delayMs } : deed;
    default:
      return deed;
  }
}

type Outcome = { method: string; args: Json; answer: ApiAnswer; deed: Deed | undefined };

function logged(workspace: Workspace, { method, args, answer, deed }: Outcome): Call {
  const json = answer.kind === "answer" ? answer.json : undefined;
  const failed = json ? String(json.error) : "no answer";
  return {
    method,
    args,
    atMs: workspace.clock(),
    result: json?.ok === true ? "ok" : failed,
    status: answer.kind === "answer" ? answer.status : 0,
    done: deed?.json.ok === true,
  };
}
