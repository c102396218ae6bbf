// What a workflow's head job asks of AWS Batch. It speaks HTTP by itself, so that it runs wherever node does.

const TRIES = 8;
const LATER_MS = 500;
const DESCRIBED_AT_ONCE = 100;

const { AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID } = process.env;

export const submit = (input) => call("submitjob", input);
export const register = (input) => call("registerjobdefinition", input);

export const describe = async (ids) => {
  const jobs = [];
  for (let from = 0; from < ids.length; from += DESCRIBED_AT_ONCE)
    jobs.push(...(await call("describejobs", { jobs: ids.slice(from, from + DESCRIBED_AT_ONCE) })).jobs);
  return jobs;
};

const call = async (operation, input, tries = 1) => {
  const response = await ask(operation, input).catch(() => undefined);
  if (response?.ok) return response.json();
  const isLater = response === undefined || response.status === 429 || response.status >= 500;
  if (!isLater || tries === TRIES)
    throw new Error(`${operation}: ${response === undefined ? "no answer" : await response.text()}`);
  await new Promise((resolve) => setTimeout(resolve, LATER_MS * tries));
  return call(operation, input, tries + 1);
};

// The local AWS reads whose key it is and leaves the signature unread.
const ask = (operation, input) =>
  fetch(`${AWS_ENDPOINT_URL}/v1/${operation}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/20260101/${AWS_REGION}/batch/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
