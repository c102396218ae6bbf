import type { ControlRoutes } from "../control.ts";
import { botAnswers } from "./bot-answers.ts";
import { examples } from "./examples.ts";

/** What the gallery shows: `{answers, examples, note?}`. */
export function galleryRoutes(): ControlRoutes {
  return {
    "GET gallery": async ({ request }) => ({
      ...(await botAnswers()),
      examples: examples(`http://${request.headers.host}/gallery/pictures`),
    }),
  };
}
