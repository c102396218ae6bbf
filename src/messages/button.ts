import type { Button } from "@slack/types";
import { oneLine } from "./clean-text.ts";
import { cut } from "./cut.ts";
import { isWebAddress } from "./link.ts";
import { actionIdOf, consoleActionId, type NextStep } from "./next-step.ts";

/** Slack's limit is 75; a phone shows about 30. */
const labelLength = 40;

export function button(step: NextStep): Button {
  return {
    type: "button",
    action_id: actionIdOf(step),
    text: label(step.label),
    ...(step.value === undefined ? {} : { value: step.value }),
    ...(step.style === undefined ? {} : { style: step.style }),
    ...(step.confirm === undefined ? {} : { confirm: step.confirm }),
  };
}

export function consoleButton(url: string | undefined): Button | undefined {
  if (url === undefined || !isWebAddress(url)) return undefined;
  return { type: "button", action_id: consoleActionId, text: label("Open in AWS"), url };
}

function label(text: string): Button["text"] {
  return { type: "plain_text", text: cut(oneLine(text), labelLength) || "(no name)", emoji: false };
}
