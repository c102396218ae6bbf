// Requests beyond Slack: what went wrong is said in a toast.

import { post, wordsFor } from "./server.js";
import { toast } from "./toast.js";

export const press = async (path, body = {}) => {
  const answer = await post(`/control/${path}`, body);
  if (!answer.ok) toast(wordsFor(answer.error));
  return answer;
};

/** Undefined when there is nothing to show (any more). */
export const look = async (path, params) => {
  const response = await fetch(`/control/${path}?${new URLSearchParams(params)}`).catch(() => undefined);
  const answer = response?.ok ? await response.json() : undefined;
  return answer?.ok ? answer : undefined;
};
