import { describe, expect, it } from "vitest";
import { formGallery, helpChannel } from "../../../test/fixtures/gallery.ts";
import { hostileTexts } from "../../../test/fixtures/hostile-text.ts";
import { faultsOf } from "../../../test/support/faults-of.ts";
import { assertViewLimits } from "../../../test/support/slack-limits.ts";
import type { DraftId } from "../../domain/ids.ts";
import { settingsForm } from "../settings/settings-form.ts";
import { choiceField, type Form, modalView, textField } from "./form.ts";

const name = { verb: "settings", draft: "d_0123456789abcdef0123" as DraftId };
const view = (form: Form) => modalView(form, name);

describe("every form", () => {
  it.each(Object.entries(formGallery()))("%s keeps Slack's limits", (_, form) => {
    assertViewLimits(view(form), { channels: [helpChannel] });
  });
});

describe("with text from outside", () => {
  it.each(Object.entries(hostileTexts))("that is %s every form keeps Slack's limits", (_what, hostile) => {
    const faults = faultsOf(
      formGallery(() => hostile),
      (form) => assertViewLimits(view(form), { channels: [helpChannel] }),
    );
    expect(faults).toEqual([]);
  });
});

describe("a view", () => {
  it("says on its frame no more than Slack takes, and has a button only where there is something to send", () => {
    const sent = view({ title: "How my jobs are told of to me", submit: "Save", blocks: [] });
    expect(sent).toMatchObject({
      title: { text: "How my jobs are told of…" },
      submit: { text: "Save" },
      close: { text: "Cancel" },
    });
    const shown = view({ title: "Settings", blocks: [] });
    expect(shown.submit).toBeUndefined();
    expect(shown.close).toMatchObject({ text: "Close" });
  });

  it("carries one id and nothing else", () => {
    expect(view({ title: "Settings", blocks: [] })).toMatchObject({
      callback_id: "settings",
      private_metadata: name.draft,
      external_id: name.draft,
    });
  });
});

describe("a field", () => {
  it("begins with what is known, cut to what it takes", () => {
    const field = textField({ key: "name", label: "Name", value: "x".repeat(30), maxLength: 20 });
    expect(field.element).toMatchObject({ action_id: "name", max_length: 20 });
    expect(JSON.stringify(field.element)).toContain(`"initial_value":"${"x".repeat(19)}…"`);
  });

  it("that is empty begins without a text: Slack refuses an empty one", () => {
    const field = textField({ key: "name", label: "Name", value: "", maxLength: 20 });
    expect(JSON.stringify(field)).not.toContain("initial_value");
  });

  it("offers a choice, and none that is not among the offers", () => {
    const options = [{ value: "a", label: "A", about: "the first" }];
    const field = (chosen: string) => choiceField({ key: "which", label: "Which", options, chosen });
    expect(field("a").element).toMatchObject({ initial_option: { value: "a" } });
    expect(JSON.stringify(field("b"))).not.toContain("initial_option");
  });
});

describe("the form of settings", () => {
  const hintOf = (zone?: string) =>
    JSON.stringify(settingsForm({ place: "channel", level: "normal", quietFrom: "", quietTo: "", zone }));

  it("names the zone of the clock, and none where it is not known yet", () => {
    expect(hintOf("Asia/Tokyo")).toContain("On your clock in Slack, Asia/Tokyo. Empty");
    expect(hintOf()).toContain("On your clock in Slack. Empty");
  });
});
