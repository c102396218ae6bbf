import { leftOut } from "../../domain/array/children-sum.ts";
import type { StoppedChildren } from "../../domain/telling/notice.ts";
import { grouped } from "../text/numbers.ts";
import { rangeText } from "./failed-words.ts";

/** More ranges nobody reads. */
const rangesShown = 12;

/** `6 children (index 3, 17–21)` */
export function childrenWords(children: StoppedChildren): string {
  const { count } = children;
  return `${grouped(count)} ${count === 1 ? "child" : "children"} (index ${indexWords(children)})`;
}

/** `3, 17–21 and 12 more` */
export function indexWords({ count, ranges }: StoppedChildren): string {
  const shown = ranges.slice(0, rangesShown);
  const left = leftOut({ count, ranges: shown });
  return `${shown.map(rangeText).join(", ")}${left > 0 ? ` and ${grouped(left)} more` : ""}`;
}
