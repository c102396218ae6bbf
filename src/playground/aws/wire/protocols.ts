// The wire protocols the covered services speak: restJson1, awsJson1.0 and 1.1, and the query protocol.

import type { Service } from "../coverage.ts";
import { queryError } from "../sqs/sqs-error.ts";
import { AwsError } from "./aws-error.ts";
import type { Wire, WireAnswer } from "./call.ts";
import { queryInput, xmlAnswer, xmlError } from "./query-xml.ts";

export type WireRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  target: string | undefined;
  body: string;
};

/** Reads a request by the protocol of its service; an operation nobody knows comes out undefined. */
export function readWire(service: Service, request: WireRequest): Wire {
  switch (service) {
    case "batch":
      return restJson(request);
    case "logs":
      return awsJson(request, "Logs_20140328", "com.amazonaws.cloudwatchlogs");
    case "events":
      return awsJson(request, "AWSEvents", "com.amazonaws.events");
    case "sqs":
      return sqsJson(request);
    case "sts":
      return query(request, "https://sts.amazonaws.com/doc/2011-06-15/");
    case "iam":
      return query(request, "https://iam.amazonaws.com/doc/2010-05-08/");
  }
}

function restJson(request: WireRequest): Wire {
  const { operation, input } = batchRoute(request);
  return {
    operation,
    input,
    answer: (output, requestId) => json(200, "application/json", requestId, output ?? {}),
    error: (error, requestId) => {
      const answer = json(error.status, "application/json", requestId, { message: error.message });
      answer.headers["x-amzn-errortype"] = error.code;
      return answer;
    },
  };
}

function batchRoute(request: WireRequest): { operation: string | undefined; input: Record<string, unknown> } {
  const tags = /^\/v1\/tags\/(.+)$/.exec(request.path);
  if (tags) {
    const resourceArn = decodeURIComponent(tags[1] ?? "");
    const operations: Record<string, string> = {
      GET: "ListTagsForResource",
      POST: "TagResource",
      DELETE: "UntagResource",
    };
    const tagKeys = request.query.getAll("tagKeys");
    return {
      operation: operations[request.method],
      input: { ...parseJson(request.body), resourceArn, ...(tagKeys.length > 0 && { tagKeys }) },
    };
  }
  const name = request.method === "POST" ? /^\/v1\/([a-z]+)$/.exec(request.path)?.[1] : undefined;
  return { operation: name, input: parseJson(request.body) };
}

function awsJson(request: WireRequest, prefix: string, namespace: string): Wire {
  const contentType = "application/x-amz-json-1.1";
  const [targetPrefix, operation] = (request.target ?? "").split(".");
  return {
    operation: targetPrefix === prefix ? operation : undefined,
    input: parseJson(request.body),
    answer: (output, requestId) => json(200, contentType, requestId, output ?? {}),
    error: (error, requestId) =>
      json(error.status, contentType, requestId, {
        __type: `${namespace}#${error.code}`,
        message: error.message,
      }),
  };
}

/** JSON 1.0, with the older protocol's name of an error beside its own. */
function sqsJson(request: WireRequest): Wire {
  const contentType = "application/x-amz-json-1.0";
  const wire = awsJson(request, "AmazonSQS", "com.amazonaws.sqs");
  const inForm = (answer: WireAnswer, headers: Record<string, string> = {}): WireAnswer => ({
    ...answer,
    headers: { ...answer.headers, "content-type": contentType, ...headers },
  });
  return {
    ...wire,
    answer: (output, requestId) => inForm(wire.answer(output, requestId)),
    error: (error, requestId) =>
      inForm(wire.error(error, requestId), { "x-amzn-query-error": queryError(error) }),
  };
}

function query(request: WireRequest, namespace: string): Wire {
  const form = new URLSearchParams(request.body);
  const operation = form.get("Action") ?? undefined;
  return {
    operation,
    input: queryInput(form),
    answer: (output, requestId) => ({
      status: 200,
      headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
      body: xmlAnswer({ namespace, operation: operation ?? "", requestId }, output),
    }),
    error: (error, requestId) => ({
      status: error.status,
      headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
      body: xmlError({ namespace, requestId }, error),
    }),
  };
}

function parseJson(text: string): Record<string, unknown> {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Told below, in AWS's words.
  }
  throw new AwsError("SerializationException", "The request body is not a JSON object.");
}

function json(status: number, contentType: string, requestId: string, value: unknown): WireAnswer {
  return {
    status,
    headers: { "content-type": contentType, "x-amzn-requestid": requestId },
    body: JSON.stringify(value),
  };
}
