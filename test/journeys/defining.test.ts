/** `/batch define`: a job definition as a file for oneself, by a form, and registered where the lab allows it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { definitionRequest, usualDefinition } from "../../src/domain/submission/definition-skeleton.ts";
import { aPi } from "../fixtures/a-pi.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn, valueIn } from "../support/filling-in.ts";
import {
  doeLab,
  general,
  jblow,
  klee,
  labsFile,
  petersAccount,
  petersLab,
  stranger,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  here = await startHere({
    labs: labsFile.replace("  peters-u:\n", "  peters-u:\n    mayDefine: true\n"),
  });
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const registrations = () => here.aws.calls().filter(({ operation }) => operation === "RegisterJobDefinition");

/** As it lies in somebody's direct messages. */
function fileIn(user: string, name: string): unknown {
  const direct = here.slack.messages(`D${user.slice(1)}`);
  const [shared] = direct.flatMap(({ files = [] }) => files).filter((file) => file.name === name);
  const stored = here.slack.files().find(({ id }) => id === shared?.id);
  return stored?.content === undefined ? undefined : JSON.parse(stored.content.toString());
}

it("the skeleton comes as a file in one's direct messages, and nowhere else", async () => {
  const answer = await lab.ask(klee, doeLab, "/batch define call -p doe-j");
  expect(answer.text).toMatch(
    /^The job definition call for doe-j is in your direct messages, as `call\.json`\. Put your image/,
  );
  expect(buttonsIn(answer)).toEqual([]);
  const request = fileIn(klee, "call.json") as ReturnType<typeof definitionRequest>;
  expect(request).toMatchObject({
    jobDefinitionName: "call",
    containerProperties: {
      image: "REPLACE-WITH-YOUR-IMAGE",
      jobRoleArn: "arn:aws:iam::222233334444:role/fh-pi-doe-j-batchtask",
      volumes: [{ name: "scratch", host: { sourcePath: "/docker_scratch" } }],
      mountPoints: [{ sourceVolume: "scratch", containerPath: "/tmp", readOnly: false }],
    },
  });
  const places = here.slack.files().filter(({ name }) => name === "call.json");
  expect(places.map(({ channels }) => channels)).toEqual([[`D${klee.slice(1)}`]]);
  expect(registrations()).toEqual([]);
});

it("with all that was said it is what the file holds to the letter, and a double press registers one revision", async () => {
  const line = "/batch skeleton align --image align:1.4 --vcpus 4 --memory 16G -- bwa mem Ref::reference";
  const answer = await lab.ask(jblow, petersLab, line);
  const wish = {
    name: "align",
    image: "align:1.4",
    vcpus: 4,
    memoryMiB: 16_384,
    command: ["bwa", "mem", "Ref::reference"],
  };
  const request = definitionRequest(aPi(), { ...usualDefinition, ...wish });
  expect(fileIn(jblow, "align.json")).toEqual(request);
  expect(buttonsIn(answer)).toEqual(["define.register"]);
  const press = () => here.slack.acts.click(jblow, { ephemeralId: answer.id, actionId: "define.register" });
  await Promise.all([press(), press()]);
  const registered = await lab.see(() =>
    here.slack.ephemerals(jblow).find(({ id, text }) => id === answer.id && text.startsWith("Registered")),
  );
  expect(registered.text).toMatch(/^Registered: `align:\d+` for peters-u\./);
  expect(registrations()).toHaveLength(1);
  expect(registrations()[0]).toMatchObject({
    sessionName: "batchmate-jblow",
    sourceIdentity: jblow,
    input: request,
  });
  await here.slack.acts.click(jblow, { ephemeralId: registered.id, actionId: "submit.edit" });
  const view = await form.ready(jblow);
  expect(JSON.stringify(view.blocks)).toMatch(/align:\d+/);
  await here.slack.acts.closeView(jblow, { viewId: view.id });
});

it("asked for once more it is the revision there is", async () => {
  const line =
    "/batch define align --image align:1.4 --vcpus 4 --memory 16G --register -- bwa mem Ref::reference";
  const answer = await lab.ask(jblow, petersLab, line);
  expect(answer.text).toMatch(
    /^There is nothing to register: `align:\d+` for peters-u is the very same already\.$/,
  );
  expect(registrations()).toHaveLength(1);
});

it("where the lab does not let the bot register, it says so, and the file is still to be had", async () => {
  const answer = await lab.ask(klee, doeLab, "/batch define call --image call:1 --register");
  expect(answer.text).toBe(
    "Nothing was registered: in doe-j the bot may not register job definitions. `/batch define call` gives you the file, and an admin can register it.",
  );
  expect(registrations()).toHaveLength(1);
});

it("a lab one is not in gives no skeleton, and who is in none is told how to come in", async () => {
  const refusal = await lab.ask(klee, doeLab, "/batch define call --pi peters-u");
  expect(refusal.text).toMatch(/^You are not in peters-u/);
  const answer = await lab.ask(stranger, general, "/batch define call");
  expect(answer.text).not.toContain("direct messages");
  expect(fileIn(stranger, "call.json")).toBeUndefined();
});

it("the form says under each field what is wrong, and makes the same file", async () => {
  const view = await form.asks(jblow, petersLab, "/batch define");
  expect([valueIn(view, "vcpus"), valueIn(view, "memory"), valueIn(view, "deed")]).toEqual([
    "1",
    "2000M",
    "file",
  ]);
  const { errors } = await form.sends(jblow, {
    name: "no spaces",
    memory: "4",
    command: "python 'run",
    deed: "register",
  });
  expect(Object.keys(errors ?? {}).sort()).toEqual(["command", "image", "memory", "name"]);
  expect(valueIn(form.open(jblow) ?? view, "name")).toBe("no spaces");
  const mended = {
    name: "by-form",
    image: "tool:2",
    memory: "4G",
    command: '["python", "run me.py"]',
    deed: "file",
  };
  expect((await form.sends(jblow, mended)).errors).toBeUndefined();
  await lab.see(() => fileIn(jblow, "by-form.json") !== undefined);
  expect(fileIn(jblow, "by-form.json")).toMatchObject({
    containerProperties: { image: "tool:2", command: ["python", "run me.py"] },
  });
  await lab.see(() =>
    here.slack.ephemerals(jblow).some(({ text }) => text.startsWith("The job definition by-form")),
  );
});

it("the form registers where it may, and the definition runs", async () => {
  await form.asks(jblow, petersLab, "/batch define");
  const sent = await form.sends(jblow, {
    name: "greet2",
    image: "tool:2",
    memory: "512M",
    command: "echo hello",
    deed: "register",
  });
  expect(sent.errors).toBeUndefined();
  await lab.see(() =>
    here.slack.ephemerals(jblow).some(({ text }) => text.startsWith("Registered: `greet2:1`")),
  );
  await lab.ask(jblow, petersLab, "/batch submit --jobdef greet2 --name greeted");
  await lab.ended("greeted", petersAccount);
});

it("a lab that may not register is not offered it in the form", async () => {
  const view = await form.asks(klee, doeLab, "/batch define");
  expect(view.blocks.map(({ block_id }) => block_id)).not.toContain("deed");
  await here.slack.acts.closeView(klee, { viewId: view.id });
});
