import { pino } from "pino";
import { describe, expect, test, vi } from "vitest";
import type { OpenForm } from "../commands/answer.ts";
import type { DraftId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { type FormChange, openForms } from "./open-forms.ts";

const open = { verb: "submit", input: { kind: "form", value: "d_1", filled: {} } } as unknown as Invocation;
const form = (title: string): OpenForm => ({ title, blocks: [], verb: "submit", draft: "d_1" as DraftId });
const change = (atTs: string, field = "jobdef"): FormChange => ({
  open,
  field,
  view: { id: "V1", hash: "h0" },
  atTs,
});

function world(
  redraw = async (_open: Invocation, field: string): Promise<OpenForm | undefined> => form(field),
) {
  const shown: { hash: string; title: string }[] = [];
  let hash = "h0";
  const views = {
    redraw: vi.fn(async (view: { hash: string }, { title }: { title: { text: string } }) => {
      if (view.hash !== hash) return undefined;
      hash = `h${shown.length + 1}`;
      shown.push({ hash: view.hash, title: title.text });
      return hash;
    }),
  };
  const forms = openForms({
    performer: { redraw, suggest: async () => [] },
    views,
    within: (_ms, work) => work,
    logger: pino({ level: "silent" }),
  });
  return { forms, shown, views };
}

describe("a choice in an open form", () => {
  test("draws it anew once, however often it is delivered", async () => {
    const { forms, shown } = world();
    await Promise.all([forms.change(change("1.1")), forms.change(change("1.1"))]);
    await forms.change(change("1.1"));
    expect(shown).toEqual([{ hash: "h0", title: "jobdef" }]);
  });

  test("made while the one before is being drawn is drawn after it, on the form as it stands then", async () => {
    const { forms, shown } = world();
    await Promise.all([forms.change(change("1.1", "lab")), forms.change(change("1.2", "jobdef"))]);
    expect(shown.at(-1)?.title).toBe("jobdef");
    await forms.change(change("1.3", "more"));
    expect(shown.at(-1)?.title).toBe("more");
  });

  test("that was overtaken is drawn no more, in whatever order the two arrive", async () => {
    const { forms, shown } = world();
    await forms.change(change("1.2", "jobdef"));
    await forms.change(change("1.1", "lab"));
    expect(shown.map(({ title }) => title)).toEqual(["jobdef"]);
  });

  test("changes nothing where the form has been changed by somebody else since", async () => {
    const { forms, shown, views } = world();
    await forms.change({ ...change("1.1"), view: { id: "V1", hash: "another" } });
    expect(views.redraw).toHaveBeenCalledTimes(1);
    expect(shown).toEqual([]);
  });

  test("that fails leaves the form as it is, and the next one is drawn", async () => {
    let fails = true;
    const { forms, shown } = world(async (_open, field) => {
      if (fails) throw new Error("no");
      return form(field);
    });
    await forms.change(change("1.1"));
    fails = false;
    await forms.change(change("1.2", "more"));
    expect(shown.map(({ title }) => title)).toEqual(["more"]);
  });
});

describe("what a field offers", () => {
  const asking = (suggest: () => Promise<{ value: string; label: string }[]>) =>
    openForms({
      performer: { redraw: async () => undefined, suggest },
      views: { redraw: async () => undefined },
      within: async (ms, work) =>
        Promise.race([work, new Promise<undefined>((done) => setImmediate(() => done(undefined)))]).then(
          (found) => (ms > 0 ? found : undefined),
        ),
      logger: pino({ level: "silent" }),
    }).suggest(open, { field: "jobdef", typed: "" });

  test("is a hundred at most", async () => {
    const many = Array.from({ length: 150 }, (_, n) => ({ value: String(n), label: String(n) }));
    expect(await asking(async () => many)).toHaveLength(100);
  });

  test.each<[string, () => Promise<never>]>([
    ["fails", async () => Promise.reject(new Error("AWS is away"))],
    ["takes too long", () => new Promise<never>(() => {})],
  ])("is nothing where asking %s", async (_what, suggest) => {
    expect(await asking(suggest)).toEqual([]);
  });
});
