import type { Store } from "../store/open-store.ts";
import { answerJson } from "./http-body.ts";
import type { Routes } from "./server.ts";

export type HealthOptions = {
  store: Store;
  /** Whether Slack has told who we are, and in Socket Mode whether it reaches us. */
  slack(): "connected" | "not yet" | "not connected" | "app token refused";
};

/** Alive; and ready: the store answers. Slack is told of but not waited for: a bot that Slack does not reach still takes events. */
export function healthRoutes({ store, slack }: HealthOptions): Routes {
  return {
    "GET /healthz": (_request, response) => answerJson(response, 200, { status: "alive" }),
    "GET /readyz": async (_request, response) => {
      const storeState = await store.ping().then(
        () => "open",
        () => "not answering",
      );
      answerJson(response, storeState === "open" ? 200 : 503, { store: storeState, slack: slack() });
    },
  };
}
