import { beforeEach, describe, expect, test } from "vitest";
import type { FaultBoard } from "../../../src/playground/panel/faults.ts";
import { createFaultHolds, type FaultHolds } from "../../../src/playground/scenarios/fault-holds.ts";

let on: Set<string>;
let faults: FaultHolds;

beforeEach(() => {
  on = new Set();
  const board = {
    state: () => [...on].map((id) => ({ id, isOn: true })),
    set: (id: string, is: "on" | "off") => (is === "on" ? on.add(id) : on.delete(id)),
  };
  faults = createFaultHolds(board as unknown as FaultBoard);
});

describe("a fault", () => {
  test("is on while a run holds it", () => {
    faults.hold("slack-500", "first");
    expect([...on]).toEqual(["slack-500"]);
    faults.letGo("slack-500", "first");
    expect([...on]).toEqual([]);
  });

  test("that the reader had on stays on", () => {
    on.add("slack-500");
    faults.hold("slack-500", "first");
    faults.letGo("slack-500", "first");
    expect([...on]).toEqual(["slack-500"]);
  });

  test("that two runs hold is on until the last of them lets go", () => {
    faults.hold("slack-500", "first");
    faults.hold("slack-500", "second");
    faults.letGo("slack-500", "first");
    faults.letGo("slack-500", "first");
    expect([...on]).toEqual(["slack-500"]);
    faults.letGo("slack-500", "second");
    expect([...on]).toEqual([]);
  });

  test("that the reader has switched off meanwhile is on again for the next run", () => {
    faults.hold("slack-500", "first");
    on.clear();
    faults.hold("slack-500", "second");
    expect([...on]).toEqual(["slack-500"]);
  });
});
