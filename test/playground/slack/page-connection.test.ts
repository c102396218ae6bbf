import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Store = {
  apply(event: object): void;
  replace(snapshot: object): void;
  set(part: object): void;
};
type Module = { connect(as: string, store: Store, onEvent: (event: object) => void): Promise<void> };

// The page is plain JavaScript, which has no types.
const module: string = "../../../src/playground/page/connection.js";

class Source extends EventTarget {
  static readonly all: Source[] = [];
  static readonly CLOSED = 2;
  readyState = 1;
  constructor() {
    super();
    Source.all.push(this);
  }
  close(): void {
    this.readyState = Source.CLOSED;
  }
  says(event: object): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(event) }));
  }
  opens(): void {
    this.dispatchEvent(new Event("open"));
  }
  breaks(): void {
    this.dispatchEvent(new Event("error"));
  }
}

let asked: { answers(snapshot: object): void; fails(): void }[];
let told: object[];

beforeEach(async () => {
  asked = [];
  told = [];
  Source.all.length = 0;
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal(
    "fetch",
    () =>
      new Promise((resolve, reject) =>
        asked.push({
          answers: (snapshot) => resolve({ ok: true, json: async () => snapshot }),
          fails: () => reject(new Error("reset")),
        }),
      ),
  );
  const { connect } = (await import(module)) as Module;
  connect(
    "U0JBLOW",
    {
      apply: (event) => told.push(event),
      replace: (snapshot) => told.push({ snapshot }),
      set: () => {},
    },
    () => {},
  );
});
afterEach(() => vi.unstubAllGlobals());

const theSource = (): Source => {
  const [source] = Source.all;
  if (source === undefined) throw new Error("nothing listens");
  return source;
};

test("a snapshot asked for before the connection broke never replaces a newer one", async () => {
  const source = theSource();
  source.opens();
  source.says({ n: 1 });
  source.breaks();
  source.opens();
  source.says({ n: 2 });
  asked[1]?.answers({ of: "second" });
  await vi.waitFor(() => expect(told).toHaveLength(2));
  asked[0]?.answers({ of: "first" });
  source.says({ n: 3 });
  await new Promise(setImmediate);
  expect(told).toEqual([{ snapshot: { of: "second" } }, { n: 2 }, { n: 3 }]);
});

test("a request of a connection that broke, and fails late, leaves the newer connection open", async () => {
  const source = theSource();
  source.opens();
  source.breaks();
  source.opens();
  asked[0]?.fails();
  await new Promise(setImmediate);
  expect(source.readyState).toBe(1);
  asked[1]?.answers({ of: "second" });
  await vi.waitFor(() => expect(told).toEqual([{ snapshot: { of: "second" } }]));
});
