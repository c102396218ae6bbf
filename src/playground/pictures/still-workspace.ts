/** Serves the page with a workspace in which nothing happens any more. */

import { pageFiles } from "../page-files.ts";
import { sendJson } from "../slack/http-answer.ts";
import { type LocalSlack, startLocalSlack } from "../slack/local-slack.ts";
import type { Route } from "../slack/server.ts";
import { bot, channels, command, people, team } from "../world.ts";
import type { Played } from "./play-scene.ts";

export function startStillWorkspace(still: Played): Promise<LocalSlack> {
  return startLocalSlack({
    team,
    bot,
    people,
    channels,
    command,
    botToken: "xoxb-still",
    signingSecret: "still",
    page: pageFiles,
    extraRoutes: stillRoute(still),
  });
}

/** The stream is the workspace's own, which says nothing; opening the Home would change it, so that is only said to be done. */
function stillRoute({ people: here, state }: Played): Route {
  const answers: Record<string, object> = {
    "GET /play/people": here as object,
    "GET /play/state": state,
    "POST /play/home": { ok: true },
    "GET /control/scenarios": { ok: true, scenarios: [], runs: [] },
  };
  return (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0];
    const answer = answers[`${request.method} ${path}`];
    if (answer === undefined) return false;
    sendJson(response, 200, answer);
    return true;
  };
}
