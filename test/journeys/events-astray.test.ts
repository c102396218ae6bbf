import { describe, expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, petersLab } from "../support/lab-world.ts";
import { atWork } from "../support/people-at-work.ts";
import { expectOneOfEach } from "../support/survives.ts";

type OnEvents = NonNullable<Parameters<Apart["aws"]["faults"]["onEvents"]>[0]>;

const line = "/batch submit --jobdef hello --name lasting --attempts 2 --retry-on any -- sh -c";
const once = `${line} "echo working; exit 1"`;

/** From the last to the first. */
function backwards(): OnEvents {
  let delayMs = 400;
  return () => {
    delayMs -= 40;
    return [{ delayMs: Math.max(0, delayMs) }];
  };
}

/** One in three is lost, and what is not comes twice, at any time. */
function storm(): OnEvents {
  let count = 0;
  return () => {
    count += 1;
    return count % 3 === 0 ? [] : [{ delayMs: (count * 37) % 200 }, { delayMs: (count * 91) % 300 }];
  };
}

const ways: [string, () => OnEvents, string][] = [
  ["come twice", () => () => [{ delayMs: 0 }, { delayMs: 60 }], "80000"],
  ["come in the opposite order", backwards, "80000"],
  ["come late and all at once", () => () => [{ delayMs: 500 }], "80000"],
  ["are lost but the last", () => (event) => (isFinal(event) ? [{ delayMs: 0 }] : []), "80000"],
  ["never come", () => () => [], "5"],
  ["are lost, doubled and shuffled", storm, "5"],
];

describe.concurrent("a job ends the same whether its events", () => {
  it.each(ways)("%s", (_name, fault, reconcileSeconds) =>
    withBot(
      async (world) => {
        world.aws.faults.onEvents(fault());
        await world.slack.acts.types(jblow, { channel: petersLab, text: once });
        await expectOneOfEach(world, "lasting", { state: "failed" });
        const lab = atWork(world);
        expect(lab.cardOf("lasting").text).toMatch(
          /^lasting of J. Blow for peters-u failed after .* with exit code 1\.$/,
        );
        expect(JSON.stringify(lab.cardOf("lasting").blocks)).toContain("attempt 2 of 2");
        const said = lab.kinds("lasting").filter((kind) => kind !== "started");
        expect(said).toEqual(["attempt", "finished"]);
      },
      { env: { BATCHMATE_RECONCILE_SECONDS: reconcileSeconds } },
    ),
  );
});

function isFinal({ detail }: { detail: unknown }): boolean {
  return ["SUCCEEDED", "FAILED"].includes((detail as { status: string }).status);
}
