/** Says what Slack would refuse about a modal or Home view. */
import { checkBlocks, type Problem } from "./check-blocks.ts";
import { id, plainText } from "./check-objects.ts";
import { flag, object, oneOf, rule, text } from "./check-shape.ts";
import { isRecord, records } from "./json.ts";

/** More makes view_too_large. */
export const maxViewBytes = 250_000;

const title = plainText(24);
const anyBlocks = () => {};
const common = {
  type: oneOf("modal", "home"),
  blocks: anyBlocks,
};
const extras = {
  private_metadata: text({ max: 3000, min: 0 }),
  callback_id: text({ max: 255, min: 0 }),
  external_id: text({ max: 255, min: 0 }),
  clear_on_close: flag,
  notify_on_close: flag,
  submit_disabled: flag,
};

const modal = object({
  required: { ...common, title },
  optional: { ...extras, submit: title, close: title },
  also: rule(
    "submit is required when there are input blocks",
    (view) => view.submit !== undefined || !records(view.blocks).some((block) => block.type === "input"),
  ),
});
const home = object({
  required: common,
  optional: { ...extras, title, submit: title, close: title, block_id: id },
});

export function checkView(view: unknown, expected: "modal" | "home"): Problem[] {
  if (!isRecord(view)) return [{ pointer: "/view", message: "must be an object" }];
  if (view.type !== expected) return [{ pointer: "/view/type", message: `must be ${expected}` }];
  const problems: Problem[] = [];
  const check = expected === "modal" ? modal : home;
  check(view, "/view", (pointer, message) => problems.push({ pointer, message }));
  return [...problems, ...checkBlocks(view.blocks, expected, "/view/blocks")];
}
