import { expect, test } from "vitest";
import { AwsTrouble, callAws, toAwsTrouble } from "./aws-trouble.ts";

type Failure = { name?: string; code?: string; status?: number; clockSkewCorrected?: boolean };

function failed({ name = "Error", code, status, clockSkewCorrected }: Failure): Error {
  const error = Object.assign(new Error("AWS's own words"), {
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { $metadata: { httpStatusCode: status, clockSkewCorrected } }),
  });
  error.name = name;
  return error;
}

test.each<[string, Failure, AwsTrouble["kind"]]>([
  ["a request that is wrong", { name: "ClientException", status: 400 }, "permanent"],
  ["a person who may not", { name: "AccessDeniedException", status: 403 }, "permanent"],
  ["a key that AWS does not know", { name: "UnrecognizedClientException", status: 403 }, "permanent"],
  ["too many requests", { name: "TooManyRequestsException", status: 429 }, "later"],
  ["throttling that says 400", { name: "ThrottlingException", status: 400 }, "later"],
  ["any 429", { name: "SomethingNew", status: 429 }, "later"],
  ["a session that is over", { name: "ExpiredTokenException", status: 403 }, "later"],
  ["a request signed long ago", { name: "RequestExpired", status: 400 }, "later"],
  [
    "a clock that was wrong and is corrected",
    { name: "InvalidSignatureException", status: 403, clockSkewCorrected: true },
    "later",
  ],
  [
    "a broken AWS that also shows our clock to be wrong",
    { name: "ServerException", status: 500, clockSkewCorrected: true },
    "unknown",
  ],
  ["a signature that is wrong", { name: "InvalidSignatureException", status: 403 }, "permanent"],
  ["no credentials at all", { name: "CredentialsProviderError" }, "later"],
  ["a refused connection", { code: "ECONNREFUSED" }, "later"],
  ["both addresses of a host refused", { name: "AggregateError", code: "ECONNREFUSED" }, "later"],
  ["a name that is not known", { code: "ENOTFOUND" }, "later"],
  ["a name server that does not answer", { code: "EAI_AGAIN" }, "later"],
  ["a host that is not reached", { code: "EHOSTUNREACH" }, "later"],
  ["a connection that broke", { name: "TimeoutError", code: "ECONNRESET" }, "unknown"],
  ["a pipe that broke", { code: "EPIPE" }, "unknown"],
  ["no answer in time", { name: "TimeoutError" }, "unknown"],
  ["a broken AWS", { name: "ServerException", status: 500 }, "unknown"],
  ["a proxy in between", { name: "Error", status: 502 }, "unknown"],
  ["an overloaded AWS", { name: "ServiceUnavailable", status: 503 }, "unknown"],
  ["an answer nobody can read", { name: "SyntaxError" }, "unknown"],
])("%s is told as it is", async (_, failure, kind) => {
  const cause = failed(failure);
  const trouble = callAws(() => Promise.reject(cause));
  await expect(trouble).rejects.toMatchObject({
    name: "AwsTrouble",
    kind,
    cause,
    message: "AWS's own words",
  });
});

test("trouble is named by AWS's own name of it, or by the system's", () => {
  expect(toAwsTrouble(failed({ name: "ClientException", status: 400 })).code).toBe("ClientException");
  expect(toAwsTrouble(failed({ code: "ECONNREFUSED" })).code).toBe("ECONNREFUSED");
  const silent = Object.assign(new AggregateError([]), { code: "ECONNREFUSED" });
  expect(toAwsTrouble(silent)).toMatchObject({ code: "ECONNREFUSED", message: "ECONNREFUSED" });
});

test("what is trouble already stays as it is, and what is no error is unknown", () => {
  const trouble = new AwsTrouble("later", "AccessDenied");
  expect(toAwsTrouble(trouble)).toBe(trouble);
  expect(toAwsTrouble("nonsense")).toMatchObject({ kind: "unknown", message: "nonsense" });
});
