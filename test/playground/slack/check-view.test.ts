import { expect, test } from "vitest";
import { checkView } from "../../../src/playground/slack/check-view.ts";
import { modal, plain, section, textInput, x } from "./a-workspace.ts";

test("a modal at its limits is taken", () => {
  const more = { private_metadata: x(3000), submit: plain(x(24)), close: plain(x(24)) };
  expect(checkView(modal(x(24), [textInput("a"), section("b")], more), "modal")).toEqual([]);
});

test.each<[string, object, string]>([
  ["no title", modal("x", [], { title: undefined }), "/view: missing required field: title"],
  [
    "a button of 25 letters",
    modal("x", [], { submit: plain(x(25)) }),
    "/view/submit/text: must be less than 25 characters",
  ],
  [
    "private_metadata of 3001",
    modal("x", [], { private_metadata: x(3001) }),
    "/view/private_metadata: must be less than 3001 characters",
  ],
  [
    "fields and no button to send them",
    modal("x", [textInput("a")], { submit: undefined }),
    "/view: submit is required when there are input blocks",
  ],
  ["a wrong block", modal("x", [{ type: "banner" }]), "/view/blocks/0/type: unsupported type: banner"],
  ["another type", { type: "home", blocks: [] }, "/view/type: must be modal"],
])("a modal with %s is refused", (_what, view, problem) => {
  expect(checkView(view, "modal").map(({ pointer, message }) => `${pointer}: ${message}`)).toContain(problem);
});
