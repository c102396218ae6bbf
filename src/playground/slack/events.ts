/** Events API: each event is sent once, then up to three times more, and an app can say that it wants no more tries. */
import { type Delivery, deliver } from "./deliver.ts";
import type { Json } from "./json.ts";
import type { Workspace } from "./workspace.ts";

/** At once, after a minute, after five minutes. */
const retryDelaysMs = [0, 60_000, 300_000];

/** Gives the first try's delivery; the others happen in their time and stand among the workspace's deliveries. */
export async function sendEvent(workspace: Workspace, event: Json): Promise<Delivery> {
  const payload = envelope(workspace, event);
  const first = await deliver(workspace, { kind: "event", payload });
  retryLater(workspace, payload, first);
  return first;
}

function retryLater(workspace: Workspace, payload: Json, last: Delivery): void {
  const delayMs = retryDelaysMs[last.retry];
  if ((last.status >= 200 && last.status < 300) || last.noRetry || delayMs === undefined) return;
  const retry = { count: last.retry + 1, reason: last.failure ?? ("http_error" as const) };
  workspace.timer(() => {
    void deliver(workspace, { kind: "event", payload }, { retry }).then((next) =>
      retryLater(workspace, payload, next),
    );
  }, delayMs);
}

function envelope(workspace: Workspace, event: Json): Json {
  const { team, bot } = workspace;
  return {
    token: "verification-token",
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event: { event_ts: workspace.nextTs(), ...event },
    type: "event_callback",
    event_id: workspace.nextId("Ev"),
    event_time: Math.floor(workspace.clock() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: workspace.channels.get(String(event.channel))?.isExtShared ?? false,
  };
}
