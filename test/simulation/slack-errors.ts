/** Errors as the library throws them. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";

export const refusal = (code: string) => new WebAPIPlatformError({ ok: false, error: code });
export const tooFast = (seconds: number) => new WebAPIRateLimitedError(seconds);
export const unavailable = () => new WebAPIHTTPError(503, "Service Unavailable", {});
export const unreachable = () => new WebAPIRequestError(withCode("connect ECONNREFUSED", "ECONNREFUSED"));
export const noAnswer = () =>
  new WebAPIRequestError(new DOMException("The operation was aborted due to timeout", "TimeoutError"));

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
