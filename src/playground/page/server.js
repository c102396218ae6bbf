// What the page asks of the local Slack server.

const WORDS = {
  unreachable: "The playground does not answer. Is it still running?",
  dispatch_failed: "Batchmate did not answer. Try again.",
  operation_timeout: "Batchmate did not answer in time. Try again.",
  operation_timed_out: "Batchmate did not answer in time. Try again.",
};

/** A sentence for the person; what already is one is said as it is. */
export const wordsFor = (error = "no reason given") =>
  WORDS[error] ?? (/[.?!]$/.test(error) ? error : `That did not work: ${error}.`);

export const fetchPeople = () => get("/play/people");
export const fetchState = (as) => get(`/play/state?as=${encodeURIComponent(as)}`);
export const streamUrl = (as) => `/play/stream?as=${encodeURIComponent(as)}`;

/** Every answer is `{ok: true, …}` or `{ok: false, error}`; an outage is an answer too. */
export const post = (path, body) =>
  send(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** Puts one file into the workspace; the answer carries `file`, whose id a message or a form then names. */
export const upload = (as, file) =>
  send(`/play/upload?as=${encodeURIComponent(as)}&name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "content-type": file.type || "application/octet-stream" },
    body: file,
  });

const send = async (path, request) => {
  try {
    const response = await fetch(path, request);
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return { ok: true, ...answer };
    return { ...answer, ok: false, error: answer.error ?? `http ${response.status}` };
  } catch {
    return { ok: false, error: "unreachable" };
  }
};

const get = async (path) => {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
};
