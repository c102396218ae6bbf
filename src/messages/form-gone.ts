import { paragraph } from "./text/block.ts";
import type { Form } from "./text/form.ts";
import { say } from "./text/prose.ts";

/** What stood behind an open form is kept no more, or its lab is no longer the person's. */
export function formGone(): Form {
  return {
    title: "Too late",
    blocks: [
      paragraph(
        say`This form has been open for too long, or you are no longer in its lab, and nothing was submitted. Close it and ask for a new one.`,
      ),
    ],
  };
}
