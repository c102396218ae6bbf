/** `/batch settings`: a form that opens at once, says under each field what is wrong, and is one intention. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn, valueIn } from "../support/filling-in.ts";
import { amate, botless, general, jblow, klee, petersLab, stranger } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  here = await startHere();
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() =>
  expectNothingLeft(here, {
    slackTrouble: [
      "chat.postEphemeral not_in_channel",
      "views.open expired_trigger_id",
      "views.update not_found",
    ],
  }).finally(() => here.close()),
);

const whispers = (user: string) => here.slack.ephemerals(user).map(({ text }) => text);
const viewCalls = () => here.slack.calls.filter(({ method }) => method.startsWith("views."));

it("opens at once with a view that waits, and fills it; what it carries is one id", async () => {
  const before = viewCalls().length;
  const view = await form.asks(jblow, petersLab, "/batch settings");
  const [opened, updated, ...more] = viewCalls().slice(before);
  expect([opened?.method, updated?.method, more.length]).toEqual(["views.open", "views.update", 0]);
  expect(JSON.stringify(opened?.args)).toContain("One moment");
  expect(view.private_metadata).toMatch(/^d_[0-9a-f]{20}$/);
  expect([valueIn(view, "place"), valueIn(view, "level")]).toEqual(["channel", "normal"]);
  expect(JSON.stringify(view.blocks)).toContain("America/Los_Angeles");
});

it("says under each field what is wrong with it, all at once, and loses nothing that was typed", async () => {
  const typed = { place: "both", level: "quiet", quietFrom: "25:00", quietTo: "" };
  const { errors } = await form.sends(jblow, typed);
  expect(errors).toEqual({
    quietFrom: "Write a time of day, such as 19:00 or 7pm.",
    quietTo: "Until when? Fill in both times, or neither.",
  });
  const view = form.open(jblow);
  expect(view && [valueIn(view, "place"), valueIn(view, "quietFrom")]).toEqual(["both", "25:00"]);
  expect((await form.sends(jblow, { quietFrom: "8am", quietTo: "8:00" })).errors).toEqual({
    quietTo: "Choose another time: both times are the same, so it would be quiet for ever or never.",
  });
  expect(await here.store.settings.ofMember(jblow as never)).toEqual({});
});

it("mended and sent, it closes, and the answer stands where the form was asked for", async () => {
  const { errors, problems } = await form.sends(jblow, { quietFrom: "7pm", quietTo: "08:00" });
  expect([errors, problems]).toEqual([undefined, undefined]);
  expect(form.open(jblow)).toBeUndefined();
  const answer = await lab.see(() =>
    here.slack.ephemerals(jblow).find(({ text }) => text.startsWith("Saved.")),
  );
  expect(answer.channel).toBe(petersLab);
  expect(answer.text).toBe(
    "Saved. Your jobs have their thread in the channel where you submit them and in your direct messages, and you are told `quiet` (a reply at the end; a mention only if it failed or cannot start). You are not disturbed from 19:00 to 08:00 (America/Los_Angeles); then one message sums up what ended. The place counts for jobs submitted from now on.",
  );
});

it("asked for again it begins with what was saved, by a press of the button as well", async () => {
  const answer = here.slack.ephemerals(jblow).find(({ text }) => text.startsWith("Saved."));
  await here.slack.acts.click(jblow, { ephemeralId: answer?.id ?? "", actionId: "settings" });
  const view = await form.ready(jblow);
  expect(["place", "level", "quietFrom", "quietTo"].map((key) => valueIn(view, key))).toEqual([
    "both",
    "quiet",
    "19:00",
    "08:00",
  ]);
  await here.slack.acts.closeView(jblow, { viewId: view.id });
});

it("sent twice, as by a double press, it is one intention", async () => {
  const view = await form.asks(amate, petersLab, "/batch prefs");
  const payload = (level: string) => ({
    type: "view_submission",
    team: { id: "T0HUTCH", domain: "hutch" },
    user: { id: amate, name: "amate", team_id: "T0HUTCH" },
    trigger_id: "1.2.3",
    view: {
      ...view,
      team_id: "T0HUTCH",
      state: {
        values: {
          ...view.values,
          level: { level: { type: "radio_buttons", selected_option: { value: level } } },
        },
      },
    },
  });
  const both = await Promise.all([
    here.slack.deliver("interactive", payload("failures")),
    here.slack.deliver("interactive", payload("failures")),
  ]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  await lab.see(() => whispers(amate).some((text) => text.startsWith("Saved.")));
  const { status } = await here.slack.deliver("interactive", payload("every"));
  expect(status).toBe(200);
  await form.asks(amate, petersLab, "/batch settings");
  expect(whispers(amate).filter((text) => text.startsWith("Saved."))).toHaveLength(1);
  expect(await here.store.settings.ofMember(amate as never)).toMatchObject({ level: "failures" });
  await here.slack.acts.closeView(amate, { viewId: form.open(amate)?.id ?? "" });
});

it("answers in the direct messages where the bot may not write in the channel", async () => {
  await form.asks(klee, botless, "/batch settings");
  await form.sends(klee, { level: "failures" });
  const answer = await lab.see(() => here.slack.dms(klee).find(({ text }) => text.startsWith("Saved.")));
  expect(answer.text).toContain("`failures`");
});

it("opened from the app's Home, it is answered in the direct messages", async () => {
  await here.slack.acts.openHome(jblow);
  const home = await lab.see(() => here.slack.home(jblow));
  await here.slack.acts.click(jblow, { viewId: home.id, actionId: "settings" });
  await form.ready(jblow);
  await form.sends(jblow, { level: "failures" });
  const answer = await lab.see(() => here.slack.dms(jblow).find(({ text }) => text.startsWith("Saved.")));
  expect(answer.text).toContain("`failures`");
});

it("what is typed behind the verb is set at once, without a form", async () => {
  const before = viewCalls().length;
  const line = "/batch settings --level every --quiet-hours off --place default";
  const answer = await lab.ask(jblow, petersLab, line);
  expect(answer.text).toMatch(/^Saved\. .*told `every`.*You have no quiet hours\./);
  expect(await here.store.settings.ofMember(jblow as never)).toMatchObject({ level: "every" });
  const wrong = await lab.ask(jblow, petersLab, "/batch settings --quiet-hours 25-8");
  expect(wrong.text).toContain("quiet hours go from one time of day to another");
  expect(viewCalls()).toHaveLength(before);
});

it("in answer to a mention, where no form can be opened, it says what is set", async () => {
  const answer = await lab.ask(jblow, petersLab, "<@U0BATCHMATE> settings");
  expect(answer.text).toMatch(/^Your jobs have their thread in the channel/);
});

it("who is in no lab sees in the view what everybody else of no lab is told", async () => {
  await here.slack.acts.types(stranger, { channel: general, text: "/batch settings" });
  const view = await lab.see(() => {
    const open = form.open(stranger);
    return open !== undefined && !JSON.stringify(open.blocks).includes("One moment") && open;
  });
  expect(JSON.stringify(view.blocks)).toContain("I do not know your lab yet");
  expect(whispers(stranger)).toEqual([]);
});

it("whose trigger has run out gets what is set as a message, with a button that opens the form", async () => {
  here.slack.faults.add("views.open", { kind: "error", error: "expired_trigger_id" });
  const answer = await lab.ask(jblow, petersLab, "/batch settings");
  expect(answer.text).toMatch(/^Your jobs have their thread/);
});
