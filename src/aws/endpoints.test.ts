import { expect, test } from "vitest";
import { endpointMistakes } from "./endpoints.ts";

test.each([
  "http://127.0.0.1:4566",
  "http://localhost:4566",
  "http://[::1]:4566",
  "https://events.us-west-2.amazonaws.com",
  "https://vpce-0a1-b2.events.us-west-2.vpce.amazonaws.com",
  "https://events.us-west-2.api.aws",
])("credentials may be sent to %s", (url) => {
  expect(endpointMistakes({ AWS_ENDPOINT_URL: url })).toEqual([]);
});

test.each([
  "http://events.us-west-2.amazonaws.com",
  "https://amazonaws.com.example.org",
  "https://notamazonaws.com",
  "https://127.0.0.1.example.org",
  "http://10.0.0.5:4566",
  "not a url",
])("credentials are not sent to %s unless that is allowed", (url) => {
  const env = { AWS_ENDPOINT_URL_EVENTBRIDGE: url };
  expect(endpointMistakes(env)).toEqual([expect.stringMatching(/^AWS_ENDPOINT_URL_EVENTBRIDGE is neither/)]);
  expect(endpointMistakes({ ...env, BATCHMATE_ALLOW_ENDPOINTS: "1" })).toEqual([]);
});

test("an empty override is none, and every other one is named", () => {
  const env = {
    AWS_ENDPOINT_URL: "",
    AWS_ENDPOINT_URL_STS: "http://rogue.example.org",
    AWS_ENDPOINT_URL_BATCH: "http://x.y",
  };
  expect(endpointMistakes(env)).toHaveLength(2);
});
