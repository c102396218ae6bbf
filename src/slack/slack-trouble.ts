import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { Trouble, type TroubleKind } from "../domain/trouble.ts";

/** Slack did not do what was asked. */
export class SlackTrouble extends Trouble {
  constructor(kind: TroubleKind, code: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(kind, code, { ...options, vendor: "slack", message: `Slack answered ${code}` });
    this.name = "SlackTrouble";
  }
}

/** Nothing can be posted there; elsewhere perhaps. */
export function isAboutThePlace({ code }: Trouble): boolean {
  return placeErrors.has(code);
}

/** Errors that say: not there. Source: chat.postMessage, list of errors. */
const placeErrors = new Set([
  "channel_not_found",
  "not_in_channel",
  "is_archived",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_only_channel",
  "restricted_action_non_threadable_channel",
  "restricted_action_thread_locked",
  "cannot_dm_bot",
  "user_disabled",
  "user_not_found",
  "messages_tab_disabled",
  "user_not_visible",
  "team_not_found",
  "channel_is_limited_access",
  "as_user_not_supported",
  "no_permission",
  "access_denied",
  "not_allowed_channel",
]);

/** What is said has a form that Slack does not take: the same in plain words it may. */
export function isAboutTheForm({ code }: Trouble): boolean {
  return formErrors.has(code);
}

const formErrors = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_too_long",
  "msg_blocks_too_long",
]);

/** The message that is replied to, or to be changed, is not there any more. */
export function isAboutTheMessage({ code }: Trouble): boolean {
  return code === "message_not_found" || code === "thread_not_found";
}

/** No call can succeed with this token; a new one, or the app installed again, makes it work. */
export function isAboutTheToken({ code }: Trouble): boolean {
  return tokenErrors.has(code);
}

/** Source: errors that every method may answer. */
const tokenErrors = new Set([
  "token_revoked",
  "token_expired",
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "org_login_required",
  "two_factor_setup_required",
  "team_access_not_granted",
]);

/** The workspace takes no such files. Source: files.getUploadURLExternal and files.completeUploadExternal, lists of errors. */
const fileErrors = new Set([
  "file_type_not_allowed",
  "file_upload_size_restricted",
  "file_uploads_disabled",
  "file_uploads_except_images_disabled",
  "blocked_file_type",
  "malware_detected",
  "storage_limit_reached",
  "posting_to_channel_denied",
]);

/** Errors that stay, whatever is tried again. */
const permanentErrors = new Set([
  ...placeErrors,
  ...formErrors,
  "invalid_arguments",
  "invalid_array_arg",
  "invalid_form_data",
  "invalid_charset",
  "invalid_metadata_format",
  "invalid_metadata_schema",
  "metadata_must_be_sent_from_app",
  "metadata_too_large",
  "too_many_attachments",
  "is_inactive",
  "no_text",
  "message_not_found",
  "cant_update_message",
  "cant_broadcast_message",
  "thread_not_found",
  "file_not_found",
  "file_deleted",
  ...fileErrors,
  "edit_window_closed",
  "missing_scope",
  "method_deprecated",
  "not_allowed_token_type",
  "ekm_access_denied",
  "expired_trigger_id",
  "exchanged_trigger_id",
  "invalid_trigger_id",
  "view_too_large",
  "not_enabled",
  "unknown_method",
  "users_not_found",
  "duplicate_message_not_found",
]);

/** Runs a call to Slack; what fails is thrown as SlackTrouble. */
export async function callSlack<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw toSlackTrouble(cause);
  }
}

export function toSlackTrouble(cause: unknown): SlackTrouble {
  if (cause instanceof SlackTrouble) return cause;
  if (cause instanceof WebAPIPlatformError) return ofAnswer(cause);
  if (cause instanceof WebAPIRateLimitedError) {
    return new SlackTrouble("later", "ratelimited", { cause, retryAfterMs: cause.retryAfter * 1_000 });
  }
  if (cause instanceof WebAPIHTTPError)
    return new SlackTrouble("unknown", `http_${cause.statusCode}`, { cause });
  if (cause instanceof WebAPIRequestError) return ofConnection(cause.original);
  // A 429 without a pause; the library has no class for it.
  if (cause instanceof Error && /retry-after header/.test(cause.message))
    return new SlackTrouble("later", "ratelimited", { cause });
  return new SlackTrouble("unknown", "no_answer", { cause });
}

/** What is no JSON the library takes for the name of an error: some proxy answered, and Slack perhaps did what was asked. */
function ofAnswer(cause: WebAPIPlatformError): SlackTrouble {
  const code: unknown = cause.data.error;
  if (typeof code !== "string" || !/^[\w.:-]{1,80}$/.test(code))
    return new SlackTrouble("unknown", "unreadable_answer");
  // Both spellings are in its documents.
  if (code === "rate_limited") return new SlackTrouble("later", "ratelimited", { cause });
  return new SlackTrouble(permanentErrors.has(code) ? "permanent" : "later", code, { cause });
}

/** What a fetch threw. */
export function ofConnection(cause: unknown): SlackTrouble {
  const code = systemCode(cause);
  return new SlackTrouble(neverConnected.has(code) ? "later" : "unknown", code || "no_answer", { cause });
}

/** The connection was never made, so nothing was posted. */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** fetch hides the system's error in its cause. */
function systemCode(error: unknown): string {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if ("code" in inner && typeof inner.code === "string" && /^[A-Z_]+$/.test(inner.code)) return inner.code;
  }
  return "";
}
