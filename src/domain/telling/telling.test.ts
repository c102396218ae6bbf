import { describe, expect, it } from "vitest";
import type { BatchId, ChannelId, MemberId } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Notice } from "./notice.ts";
import { type JobLevel, levelFor, levels, placeFor } from "./setting.ts";
import { type Circle, type Moment, momentOf, promisesCall, type Telling, tell, tellings } from "./telling.ts";

const jblow = "U0JBLOW" as MemberId;
const amate = "U0AMATE" as MemberId;
const lab = "C0PETERS" as ChannelId;
const direct = "D0JBLOW" as ChannelId;
const moments = Object.keys(tellings.normal) as Moment[];

describe("what each level says", () => {
  const rows: readonly [JobLevel, Partial<Record<Moment, Telling>>][] = [
    ["mute", {}],
    [
      "failures",
      {
        waiting: "call",
        "stop refused": "reply",
        twice: "call",
        "not approved": "call",
        failed: "call",
        "logged much": "reply",
      },
    ],
    [
      "quiet",
      {
        waiting: "call",
        "stop refused": "reply",
        twice: "call",
        approved: "reply",
        "not approved": "call",
        succeeded: "reply",
        stopped: "reply",
        failed: "call",
        "logged much": "reply",
      },
    ],
    [
      "normal",
      {
        started: "reply",
        attempt: "reply",
        waiting: "call",
        stopping: "reply",
        "stop refused": "reply",
        twice: "call",
        approved: "call",
        "not approved": "call",
        succeeded: "call",
        stopped: "call",
        failed: "call",
        "logged much": "reply",
      },
    ],
  ];
  it.each(rows)("%s", (level, told) => {
    for (const moment of moments) expect(tellings[level][moment]).toBe(told[moment] ?? "nothing");
  });

  it("every says one thing more than normal: each step", () => {
    expect(tellings.every).toEqual({ ...tellings.normal, step: "reply" });
  });

  it("says no less at a higher level, and what needs somebody at all of them", () => {
    const weight: Record<Telling, number> = { nothing: 0, reply: 1, call: 2 };
    for (const [index, level] of levels.entries()) {
      const above = levels[index + 1] ?? level;
      for (const moment of moments)
        expect(weight[tellings[above][moment]]).toBeGreaterThanOrEqual(weight[tellings[level][moment]]);
      for (const moment of ["failed", "waiting", "twice", "not approved"] as const)
        expect(tellings[level][moment]).toBe("call");
      expect(tellings[level]["stop refused"]).toBe("reply");
    }
  });
});

describe("a notice is, to a reader,", () => {
  const cases: readonly [Moment, Notice][] = [
    ["succeeded", { kind: "finished", state: "succeeded" }],
    ["stopped", { kind: "finished", state: "stopped" }],
    ["logged much", { kind: "logged", bytes: 3e9 }],
    ["failed", { kind: "finished", state: "failed" }],
    ["failed", { kind: "finished", state: "lost" }],
    ["started", { kind: "started", attempt: 1, maxAttempts: 1 }],
    ["step", { kind: "started", attempt: 2, maxAttempts: 3, isStep: true }],
    ["waiting", { kind: "waiting", reason: "CAPACITY" }],
    ["stopping", { kind: "stopping", by: jblow, reason: "", state: "running" }],
    ["stop refused", { kind: "stopping", refused: true }],
    ["twice", { kind: "stopping", duplicate: "3fa9c1d2" as BatchId }],
    ["twice", { kind: "stopping", duplicate: "3fa9c1d2" as BatchId, ended: true }],
  ];
  it.each(cases)("%s: %o", (moment, notice) => {
    expect(momentOf(notice)).toBe(moment);
  });
});

describe("which setting counts", () => {
  it("a job's own, then its channel's, then its owner's, then the usual", () => {
    const member = { level: "every" } as const;
    const channel = { level: "quiet" } as const;
    expect(levelFor({ job: "mute", channel, member })).toBe("mute");
    expect(levelFor({ channel, member })).toBe("quiet");
    expect(levelFor({ channel: {}, member })).toBe("every");
    expect(levelFor({ member: {} })).toBe("normal");
  });

  it("for the place too", () => {
    expect(placeFor({ channel: { place: "direct" }, member: { place: "both" } })).toBe("direct");
    expect(placeFor({ channel: {}, member: { place: "both" } })).toBe("both");
    expect(placeFor({ member: {} })).toBe("channel");
  });
});

function circle(changes: Partial<Circle> = {}): Circle {
  return {
    owner: jblow,
    threads: [{ id: "t_lab", channel: lab, level: "normal" }],
    watchers: [],
    quietUntilMs: new Map(),
    ...changes,
  };
}

const inBoth = [
  { id: "t_lab", channel: lab, level: "normal" as const },
  { id: "t_direct", channel: direct, level: "normal" as const },
];

describe("an end is told", () => {
  it("in the thread, and calls the owner", () => {
    expect(tell("succeeded", circle())).toEqual({
      replies: [{ thread: "t_lab", calls: [jblow] }],
      direct: [],
      gathered: [],
    });
  });

  it("in both places, and calls the owner in one of them: their direct messages", () => {
    expect(tell("succeeded", circle({ threads: inBoth })).replies).toEqual([
      { thread: "t_lab", calls: [] },
      { thread: "t_direct", calls: [jblow] },
    ]);
  });

  it("in the one place whose level tells it, which then calls", () => {
    const threads = inBoth.map((thread) =>
      thread.channel === direct ? { ...thread, level: "failures" as const } : thread,
    );
    expect(tell("succeeded", circle({ threads })).replies).toEqual([{ thread: "t_lab", calls: [jblow] }]);
    expect(tell("failed", circle({ threads })).replies.flatMap(({ calls }) => calls)).toEqual([jblow]);
  });

  it("nowhere, when the job is muted", () => {
    const threads = [{ id: "t_lab", channel: lab, level: "mute" as const }];
    expect(tell("failed", circle({ threads }))).toEqual({ replies: [], direct: [], gathered: [] });
  });
});

describe("who asked to be told of the end", () => {
  const reads = { member: amate, channel: lab, isIn: true };

  it("is called in the thread, beside the owner", () => {
    const told = tell("succeeded", circle({ watchers: [reads] }));
    expect(told.replies).toEqual([{ thread: "t_lab", calls: [jblow, amate] }]);
    expect(told.direct).toEqual([]);
  });

  it("is told of nothing else", () => {
    for (const moment of ["started", "attempt", "waiting", "stopping", "step"] as const) {
      const told = tell(moment, circle({ watchers: [reads] }));
      expect([...told.replies.flatMap(({ calls }) => calls), ...told.direct]).not.toContain(amate);
    }
  });

  it.each([
    ["does not read the channel", { ...reads, isIn: false }, "normal"],
    ["asked where the job has no thread", { ...reads, channel: "C0GENERAL" as ChannelId }, "normal"],
    ["asked of a job whose thread does not tell it", reads, "failures"],
    ["asked of a job that was muted", reads, "mute"],
  ] as const)("gets a direct message, where they: %s", (_, watcher, level) => {
    const threads = [{ id: "t_lab", channel: lab, level }];
    expect(tell("succeeded", circle({ threads, watchers: [watcher] })).direct).toEqual([amate]);
  });

  it("is called once, though it is the owner", () => {
    const told = tell("succeeded", circle({ watchers: [{ ...reads, member: jblow }] }));
    expect(told).toMatchObject({ replies: [{ calls: [jblow] }], direct: [] });
  });

  it("gets a direct message where a reply would call too many", () => {
    const many = Array.from({ length: limits.watchersInReply + 2 }, (_, index) => ({
      ...reads,
      member: `U0${index}` as MemberId,
    }));
    const told = tell("succeeded", circle({ watchers: many }));
    expect(told.replies[0]?.calls).toHaveLength(limits.watchersInReply + 1);
    expect(told.direct).toHaveLength(2);
  });
});

describe("in quiet hours", () => {
  const morning = 8 * 3_600_000;

  it("the owner is not called, and hears of the end in the morning", () => {
    expect(tell("failed", circle({ quietUntilMs: new Map([[jblow, morning]]) }))).toEqual({
      replies: [{ thread: "t_lab", calls: [] }],
      direct: [],
      gathered: [{ member: jblow, untilMs: morning }],
    });
  });

  it("a job that cannot start waits for the morning as well, a mere start does not", () => {
    const quiet = circle({ quietUntilMs: new Map([[jblow, morning]]) });
    expect(tell("waiting", quiet).gathered).toHaveLength(1);
    expect(tell("started", quiet).gathered).toEqual([]);
  });

  it("what the owner's level does not tell, the morning does not either", () => {
    const threads = [{ id: "t_lab", channel: lab, level: "failures" as const }];
    const quietUntilMs = new Map([[jblow, morning]]);
    expect(tell("succeeded", circle({ threads, quietUntilMs })).gathered).toEqual([]);
    expect(tell("failed", circle({ threads, quietUntilMs })).gathered).toHaveLength(1);
  });

  const quiet = new Map([[jblow, morning]]);

  it.each([
    ["succeeded", inBoth, ["t_lab"], 1],
    ["failed", inBoth, ["t_lab"], 1],
    ["failed", inBoth.slice(1), [], 1],
    ["succeeded", inBoth.slice(1), [], 1],
    ["waiting", inBoth.slice(1), [], 1],
    ["started", inBoth.slice(1), [], 0],
    ["stop refused", inBoth.slice(1), [], 0],
    ["twice", inBoth.slice(1), ["t_direct"], 1],
  ] as const)(
    "nothing rings in the owner's direct messages, and no end is lost: %s",
    (moment, threads, where, told) => {
      const { replies, direct: letters, gathered } = tell(moment, circle({ threads, quietUntilMs: quiet }));
      expect(replies).toEqual(where.map((thread) => ({ thread, calls: [] })));
      expect(letters).toEqual([]);
      expect(gathered).toHaveLength(told);
    },
  );

  it("a lab mate's night keeps nothing from the owner's direct messages", () => {
    const quietUntilMs = new Map([[amate, morning]]);
    expect(tell("succeeded", circle({ threads: inBoth, quietUntilMs })).replies).toHaveLength(2);
  });

  it("who asked to be told is not called nor written to, and others are", () => {
    const watchers = [{ member: amate, channel: lab, isIn: false }];
    expect(tell("succeeded", circle({ watchers, quietUntilMs: new Map([[amate, morning]]) }))).toEqual({
      replies: [{ thread: "t_lab", calls: [jblow] }],
      direct: [],
      gathered: [{ member: amate, untilMs: morning }],
    });
  });
});

describe("at the start a mention at the end is promised", () => {
  const at = (level: JobLevel, changes: Partial<Circle> = {}) =>
    promisesCall("t_lab", circle({ threads: [{ id: "t_lab", channel: lab, level }], ...changes }));

  it.each([
    ["mute", false],
    ["failures", false],
    ["quiet", false],
    ["normal", true],
    ["every", true],
  ] as const)("at level %s: %s", (level, isPromised) => {
    expect(at(level)).toBe(isPromised);
  });

  it("not to who has quiet hours, as nobody knows when it ends", () => {
    expect(at("normal", { hasQuietHours: true })).toBe(false);
  });

  it("in that one of several places which will call", () => {
    const both = circle({ threads: inBoth });
    expect([promisesCall("t_lab", both), promisesCall("t_direct", both)]).toEqual([false, true]);
  });
});
