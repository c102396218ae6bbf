import type { Names } from "../subjects.ts";
import { type Intentions, id, nothing } from "./intention.ts";

const request = (names: Names): string => names.request;
const question = (names: Names): string => names.question;
const newbie = (names: Names): string => `<@${names.newbie}> ${names.pi}`;
const openRefusal = ["access refuse.why", request] as const;
const openAnswer = ["answer.open", question] as const;

export const people: Intentions = {
  settings: { line: () => "--level quiet" },
  "settings alone": { line: nothing },
  "settings (of a job)": { line: (names) => `--job ${names.job} --level failures` },
  "settings (of a lab here)": { line: ({ pi }) => `--channel --pi ${pi} --level failures` },
  "settings.watch": { value: id },
  "settings.mute": { value: id },
  "settings.unmute": { value: id },
  "settings form": { typed: () => "settings", filled: () => ({ level: "quiet" }) },

  "access request": {
    line: ({ pi }) => pi,
    differs: "who asks to be let into a lab has to name it, and hears whether it is there",
  },
  "access request alone": { line: nothing },
  "access request form": {
    typed: () => "access request",
    filled: ({ pi, newbie: hutchnet }) => ({ pi, hutchnet, reason: "new here" }),
  },
  "access request field": { typed: () => "access request", field: ["pi", () => "pet"] },

  "access list": { line: ({ pi }) => pi },
  "access list (nothing named)": { line: nothing },
  "access list.page": { draft: ({ pi }) => ({ kind: "roster page", body: { pis: [pi], from: 0 } }) },

  "access add": { line: newbie },
  "access add.give": { value: request },

  "access refuse": { line: (names) => `${newbie(names)} --reason no` },
  "access refuse.why": { value: request },
  "access refuse form": { pressed: openRefusal, filled: () => ({ reason: "ask for doe-j" }) },
  "access refuse form (left empty)": { pressed: openRefusal, filled: () => ({ reason: "" }) },

  "access remove": { line: ({ fellow, pi }) => `<@${fellow}> ${pi}` },
  "access remove.confirm": { typed: ({ fellow, pi }) => `access remove <@${fellow}> ${pi}` },

  "access import": { line: ({ pi }) => `--group <!subteam^S0LAB|@lab> --pi ${pi}` },
  "access import alone": { line: nothing },
  "access import of a document": {
    line: ({ newbie: who, pi }) => `--pi ${pi}\nperson,role\n<@${who}>,member`,
  },
  "access import of a message": {
    message: ({ newbie: who, pi }) => `\`\`\`\nperson,pi,role\n<@${who}>,${pi},member\n\`\`\``,
  },
  "access import.apply": {
    typed: ({ newbie: who, pi }) => `access import --pi ${pi}\nperson,role\n<@${who}>,member`,
  },
  "access import.page": { draft: () => ({ kind: "import page", body: { of: "d_0", before: 0 } }) },
  "access import form": {
    typed: () => "access import",
    filled: ({ newbie: who }) => ({ table: `person,role\n<@${who}>,member` }),
  },
  "access import field": { typed: () => "access import", field: ["pi", () => "pet"] },

  "access default": { line: ({ pi }) => pi },

  "access check": { line: ({ pi }) => pi },
  "access check (nothing named)": { line: nothing },

  pause: { line: ({ pi }) => `${pi} --reason 'the budget is spent'` },
  "pause (all labs)": { line: () => "all --reason 'the budget is spent'" },
  resume: { line: ({ pi }) => pi },
  "resume (all labs)": { line: () => "all" },

  audit: { line: ({ pi }) => `--pi ${pi}` },
  "audit (nothing named)": { line: nothing },
  "audit (of a job)": { line: (names) => `--job ${names.job}` },
  "audit.earlier": { draft: ({ pi }) => ({ kind: "audit page", body: { view: { title: "It", pi } } }) },
  "audit.file": { draft: ({ pi }) => ({ kind: "audit file", body: { title: "It", pi } }) },
  "audit export": { line: ({ fellow }) => `<@${fellow}>` },
  "audit erase": { line: ({ fellow }) => `<@${fellow}>` },
  "audit erase.confirm": {
    draft: ({ fellow }) => ({ kind: "erase", body: { person: fellow, pseudonym: "U0NOBODY" } }),
  },

  ask: { line: () => "--text 'may I'", doors: ["slash", "button"] },
  "ask alone": { line: nothing },
  "ask (in a job's thread)": { line: () => "--text 'may I'", doors: ["mention"] },
  "ask (about a job)": { line: (names) => `--job ${names.job} --text 'may I'` },
  "ask.about": { value: id },
  "ask form": { pressed: ["ask.about", id], filled: () => ({ topic: "other", text: "may I" }) },

  answer: { line: nothing },
  "answer.open": { value: question },
  "answer form": { pressed: openAnswer, filled: () => ({ text: "you may" }) },
  "answer form (left empty)": { pressed: openAnswer, filled: () => ({ text: "" }) },

  whoami: { line: nothing },
  help: { line: nothing },
  "any.corrected": { draft: (names) => ({ kind: "line", body: { verb: "status", text: names.job } }) },
  "any.pi": { draft: (names) => ({ kind: "line", body: { verb: "status", text: names.job } }) },
  "any.pick": { draft: (names) => ({ kind: "line", body: { verb: "status", text: names.job } }) },
  "any.next": { draft: (names) => ({ kind: "line", body: { verb: "status", text: names.job } }) },
};
