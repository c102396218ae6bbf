import type { Names } from "../subjects.ts";
import { type Intentions, id, job, nothing } from "./intention.ts";

/** What looks like one is asked about before it is sent. */
const secret = "API_TOKEN=8f14e45fceea167a5a36dedd";
const sent = "--jobdef hello --name";
const document = ({ name }: Names): string =>
  JSON.stringify({ jobName: `again-${name}`, jobQueue: "default", jobDefinition: "hello:1" });
const table = "```\nname,vcpus\nfirst,1\nsecond,2\n```";
const tableFor = (beside: string) => ({
  kind: "table",
  body: { found: { text: "name\nfirst\nsecond", beside } },
});

export const submitting: Intentions = {
  submit: { line: ({ pi, name }) => `--pi ${pi} ${sent} again-${name}` },
  "submit (like a job)": { job: "failed", line: (names) => `--like ${names.job} --name like-${names.name}` },
  "submit (after a job)": { line: (names) => `${sent} after --depends-on ${names.job}` },
  "submit (a recipe)": { line: ({ pi, recipe }) => `--pi ${pi} --recipe ${recipe}` },
  "submit alone": { line: nothing },
  "submit of a document": { line: (names) => `--pi ${names.pi} ${document(names)}` },
  "submit.confirm": { typed: ({ pi, name }) => `submit --dry-run --pi ${pi} ${sent} dry-${name}` },
  "submit.anyway": {
    typed: ({ pi, name }) => `submit --pi ${pi} ${sent} odd-${name} --env ${secret}`,
  },
  "submit.edit": { job: "failed", value: id },
  "submit.batch": { typed: ({ pi, name }) => `submit --pi ${pi} ${sent} ${name} --each N=1,2 --env N=1` },
  "submit.table": { draft: ({ pi }) => tableFor(`--pi ${pi} --jobdef hello`) },
  "submit.choose": { draft: ({ pi }) => tableFor(`--pi ${pi}`) },
  "submit.like": { job: "failed", typed: (names) => `submit --like ${names.job} --dry-run` },
  "submit form": {
    typed: () => "submit",
    filled: ({ name }) => ({ jobdef: "hello:1", name: `form-${name}` }),
    field: ["more", nothing],
  },
  "submit field": { typed: () => "submit", field: ["jobdef", () => "hel"] },
  "submit field (dependencies)": {
    typed: () => "submit",
    field: ["dependsOn", ({ job }) => job.slice(0, 8)],
  },
  "submit of a message": { message: (names) => `\`\`\`${document(names)}\`\`\`` },
  "submit of a message (a table)": { message: () => table },

  retry: { job: "failed", line: job },
  "retry.again": { job: "failed", value: id },
  "retry.memory": { job: "failed", value: id },
  "retry.failed": { job: "failed", value: id },
  "retry.confirm": { job: "failed", typed: (names) => `retry ${names.job} --env ${secret}` },

  define: { line: ({ pi, name }) => `${name} --pi ${pi} --image busybox:1.36` },
  "define alone": { line: nothing },
  "define.register": { typed: ({ pi, name }) => `define ${name} --pi ${pi} --image busybox:1.36` },
  "define form": {
    typed: () => "define",
    filled: ({ pi, name }) => ({ pi, name, image: "busybox:1.36", deed: "file" }),
  },
  "define form (to register)": {
    typed: () => "define",
    filled: ({ pi, name }) => ({ pi, name, image: "busybox:1.36", deed: "register" }),
  },

  recipe: { line: ({ pi }) => `list --pi ${pi}` },
  "recipe (to save a job)": { job: "succeeded", line: (names) => `save ${names.name} --from ${names.job}` },
  "recipe (to show)": { line: ({ pi, recipe }) => `show ${recipe} --pi ${pi}` },
  "recipe (to remove)": { line: ({ pi, recipe }) => `remove ${recipe} --pi ${pi}` },
};
