import type { Button, Overflow } from "@slack/types";
import { oneLine } from "./clean-text.ts";
import { cut } from "./cut.ts";
import { isWebAddress } from "./link.ts";
import { actionIdOf, consoleActionId, menuActionId, menuValueOf, type NextStep } from "./next-step.ts";

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

/** What is wanted seldom, behind three dots. */
export function menu(steps: readonly NextStep[]): Overflow | undefined {
  if (steps.length === 0) return undefined;
  return {
    type: "overflow",
    action_id: menuActionId,
    options: steps.map((step) => ({ text: label(step.label), value: menuValueOf(step) })),
  };
}

export function consoleButton(url: string | undefined): Button | undefined {
  if (url === undefined || !isWebAddress(url)) return undefined;
  return { type: "button", action_id: consoleActionId, text: label("Open in AWS"), url };
}

function label(text: string): Button["text"] {
  return { type: "plain_text", text: cut(oneLine(text), labelLength) || "(no name)", emoji: false };
}
