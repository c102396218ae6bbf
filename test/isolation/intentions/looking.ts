import { type Intentions, id, job, nothing } from "./intention.ts";

export const looking: Intentions = {
  status: { line: job },
  "status (by a name)": { line: ({ name }) => name },
  "status (nothing named)": { line: nothing, doors: ["slash", "button"] },
  "status (in its thread)": { line: nothing, doors: ["mention"] },
  "status.here": { value: id },

  logs: { line: job },
  "logs (in its thread)": { line: nothing, doors: ["mention"] },
  "logs (of a stream)": { line: ({ stream }) => `--stream ${stream}` },
  "logs (to follow)": { line: (names) => `${names.job} --follow` },
  "logs (as a file)": { line: (names) => `${names.job} --file` },
  "logs.follow": { value: id },
  "logs.stop": { value: ({ tail }) => tail },
  "logs.resume": { value: ({ tail }) => tail },
  "logs.more": {
    draft: (names) => ({ kind: "log", body: { text: `${names.job} --tail 2`, after: { atMs: 1_000 } } }),
  },
  "logs.whole": { draft: (names) => ({ kind: "answer", body: { text: names.job } }) },
  "logs.keep": { draft: (names) => ({ kind: "answer", body: { text: names.job } }) },
  "logs.stopfile": { value: ({ file }) => file },

  share: { line: (names) => `${names.job} --to me` },
  "share.open": { value: id },
  "share.now": { typed: (names) => `share ${names.job} --to <@U0OWNER>` },
  "share.takeback": {
    value: ({ snippet }) => snippet,
    differs: "what somebody has shared stands where others read it, with who shared it",
  },
  "share form": {
    pressed: ["share.open", id],
    filled: () => ({ to: "person", person: "U0OWNER" }),
    field: ["show", nothing],
  },

  list: { line: nothing },
  "list (by a name)": { line: ({ name }) => `--name ${name}` },
  "list (of a run)": { line: ({ run }) => `--run ${run}` },
  "list.more": { draft: () => ({ kind: "list", body: { title: "Your jobs" } }) },

  cancel: { line: job },
  "cancel (in its thread)": { line: nothing, doors: ["mention"] },
  "cancel (at once)": { line: (names) => `${names.job} --yes` },
  "cancel (by a filter)": { line: ({ pi, name }) => `--all --name ${name} --pi ${pi}` },
  "cancel (a run)": { line: ({ run }) => `--run ${run}` },
  "cancel (a run, also of others)": { line: ({ run, pi }) => `--run ${run} --all --pi ${pi}` },
  "cancel.confirm": { typed: (names) => `cancel ${names.job}` },
  "cancel.batch": { value: id },

  approve: { job: "approval", line: id },
  "approve (nothing named)": { line: nothing, doors: ["slash", "button"] },
  "approve (in its thread)": { job: "approval", line: nothing, doors: ["mention"] },
  "approve.yes": { job: "approval", value: id },
  "approve.standing": { job: "approval", value: id },
  "approve.all": { job: "approval", value: id },
  "approve.takeback": { job: "approval", value: id },

  deny: { job: "approval", line: (names) => `${names.id} --reason no` },
  "deny.why": { job: "approval", value: id },
  "deny form": { job: "approval", pressed: ["deny.why", id], filled: () => ({ reason: "too large" }) },
  "deny form (left empty)": { job: "approval", pressed: ["deny.why", id], filled: () => ({ reason: "" }) },

  home: {},
};
