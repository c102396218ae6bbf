/** What the panel on the page asks for: the local AWS as it is, its stream, single things, and the faults. */
import type { ControlRoutes } from "../control.ts";
import type { Json } from "../slack/json.ts";
import { CannotDo } from "../slack/surface.ts";
import { createPartStream } from "./part-stream.ts";
import { plainText } from "./plain-text.ts";
import { limits, type PanelWorld, type Part, snapshotParts, takeSnapshot } from "./snapshot.ts";
import { tellFaults } from "./tell-faults.ts";

/** Which parts a change of the local AWS may show in. */
const shownIn: Record<"job" | "log" | "event" | "delivery" | "call", Part[]> = {
  job: ["jobs", "queues", "processes"],
  log: ["logs"],
  event: ["events"],
  delivery: ["events"],
  call: ["calls"],
};

export function panelRoutes(world: PanelWorld): ControlRoutes {
  const { aws, board, slack } = world;
  const parts = snapshotParts(world);
  tellFaults(slack, board, parts.faults);
  const stream = createPartStream({
    parts,
    timed: ["processes", "calls", "slack", "faults"],
    listen(changed) {
      const unlisten = [
        aws.onChange(({ kind }) => shownIn[kind].forEach(changed)),
        board.onChange(() => (["faults", "queues"] as const).forEach(changed)),
      ];
      return () => {
        for (const end of unlisten) end();
      };
    },
  });
  const faults = (): Json => ({ faults: parts.faults() });
  return {
    "GET aws": () => takeSnapshot(parts),
    "GET aws-stream": ({ request, response }) => {
      stream.join(request, response);
      return undefined;
    },
    "GET log": ({ url }) => tail(world, url),
    "GET job": ({ url }) => {
      const sheet = aws.look.job(url.searchParams.get("id") ?? "");
      if (!sheet) throw new CannotDo("There is no such job.");
      return sheet;
    },
    "GET event": ({ url }) => {
      const id = url.searchParams.get("id");
      const event = aws.events().findLast((each) => each.id === id);
      if (!event) throw new CannotDo("This event is no longer kept.");
      return { event };
    },
    "POST fault": ({ body }) => {
      board.set(String(body.id), body.on === true ? "on" : "off");
      return faults();
    },
    "POST clear-faults": () => {
      board.clear();
      return faults();
    },
    "POST reclaim": ({ body }) => ({ reclaimed: board.reclaim(String(body.job)) }),
    "POST block": ({ body }) => {
      board.block(String(body.account), String(body.queue), reasonIn(body));
      return {};
    },
    "POST kill-bot": () => {
      board.killBot();
      return {};
    },
  };
}

function tail({ aws }: PanelWorld, { searchParams }: URL): Json {
  const [account = "", group = "", stream = ""] = ["account", "group", "stream"].map(
    (name) => searchParams.get(name) ?? "",
  );
  const found = aws.look.tail({ account, group, stream }, limits.tailLines);
  if (!found) throw new CannotDo("There is no such log stream.");
  const { first, events } = found;
  return {
    first,
    lines: events.map(({ timestamp, message }) => ({ at: timestamp, text: plainText(message) })),
  };
}

function reasonIn({ reason }: Json): string | undefined {
  if (reason === null || reason === undefined) return undefined;
  if (typeof reason !== "string" || reason === "") throw new CannotDo("A reason is a text.");
  return reason;
}
