import { afterEach, beforeEach, expect, it } from "vitest";
import { aPi, labsOf } from "../../../test/fixtures/a-pi.ts";
import { aJob } from "../../../test/fixtures/jobs.ts";
import { openEmptyStore } from "../../../test/support/empty-store.ts";
import { fakeBatch } from "../../../test/support/fake-batch.ts";
import { keptLog } from "../../../test/support/kept-log.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";
import { jobNo, saveJob } from "../../../test/support/saved-jobs.ts";
import type { DraftId } from "../../domain/ids.ts";
import type { Store } from "../../store/open-store.ts";
import type { Request } from "../request.ts";
import type { LineDraft } from "../typing/line-draft.ts";
import { parse } from "../typing/parse.ts";
import { logs } from "./logs.ts";

const array = jobNo(1, { asked: { ...aJob().asked, arraySize: 300 }, state: "running" });
const id = array.batchId?.slice(0, 8);

let store: Store;
beforeEach(async () => {
  store = await openEmptyStore();
  await saveJob(store, array);
});
afterEach(() => store.close());

/** The next line and what its button holds, as far as AWS tells of no child at all. */
async function nextAfter(line: string): Promise<{ text: string; draft: unknown }> {
  const clock = manualClock();
  const services = {
    store,
    clock,
    labs: () => labsOf(aPi()),
    batch: fakeBatch().batch,
    zoneOf: async () => undefined,
  };
  const request = {
    invocation: { id: "i_1", verb: "logs", via: "slash", where: { channel: "C0PETERS" } },
    member: { id: "U0JBLOW", memberships: [{ pi: "peters-u", hutchnet: "jblow" }], isAdmin: false },
    nowMs: clock.nowMs(),
    services,
    logger: keptLog().logger,
    trail: { isNoted: false },
  } as unknown as Request;
  const parsed = parse(logs, line);
  if (!parsed.ok) throw new Error(`not understood: ${line}`);
  const answer = await logs.run(request, parsed.input, { text: line, said: [] });
  const { text = "", blocks = [] } = "message" in answer ? answer.message : {};
  const [, next = ""] = /the next: `\/batch (.+)`/.exec(text) ?? [];
  const [, draft] = /"value":"(d_[^"]+)"/.exec(JSON.stringify(blocks)) ?? [];
  const kept = draft === undefined ? undefined : await store.drafts.find(draft as DraftId, request.member.id);
  return { text: next, draft: kept?.body };
}

it.each([
  ["--index 0-299 --grep 'error|warn'", "--grep 'error|warn' --index 100-299"],
  ["--index 0-299 --grep x --head 3 --attempt 2", "--head 3 --grep x --attempt 2 --index 100-299"],
  ["--index 0-109 --grep x", "--grep x --index 100-109"],
  ["--index 0-11,290-299 --tail 20", "--tail 20 --index 8-11,290-299"],
])("what goes on behind %s is the same wish", async (wish, next) => {
  const whole = await nextAfter(`${array.batchId} ${wish}`);
  expect(whole.text).toBe(`logs ${id} ${next}`);
  expect(whole.draft).toEqual({ verb: "logs", text: `${id} ${next}` } satisfies LineDraft);
});

it("indexes behind the job go on in the same way", async () => {
  expect((await nextAfter(`${array.batchId}:0-9 --head 1`)).text).toBe(`logs ${id} --head 1 --index 8-9`);
});
