import type { ControlRoutes } from "../control.ts";
import { botAnswers } from "./bot-answers.ts";
import { examples } from "./examples.ts";
import { oneInFlight } from "./one-in-flight.ts";

/** What the gallery shows: `{answers, examples, note?}`. */
export function galleryRoutes(): ControlRoutes {
  // Each making is a process.
  const answers = oneInFlight(() => botAnswers());
  return {
    "GET gallery": async ({ request }) => ({
      ...(await answers()),
      examples: examples(`http://${request.headers.host}/gallery/pictures`),
    }),
  };
}
