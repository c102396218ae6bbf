/** Everything a person, or Slack itself, can do in the workspace. */
import { click, suggest } from "./acts/click.ts";
import { closeView, setState, submitView } from "./acts/form.ts";
import { types } from "./acts/type.ts";
import {
  globalShortcut,
  joins,
  leaves,
  messageShortcut,
  openHome,
  runStep,
  userChange,
} from "./acts/visit.ts";
import { sendEvent } from "./events.ts";
import type { Json } from "./json.ts";
import type { Person } from "./model.ts";
import type { Workspace } from "./workspace.ts";

export type Acts = ReturnType<typeof createActs>;

export function createActs(workspace: Workspace) {
  const bind =
    <Rest extends unknown[], Result>(act: (workspace: Workspace, user: string, ...rest: Rest) => Result) =>
    (user: string, ...rest: Rest): Result =>
      act(workspace, user, ...rest);
  return {
    types: bind(types),
    click: bind(click),
    suggest: bind(suggest),
    setState: bind(setState),
    submitView: bind(submitView),
    closeView: bind(closeView),
    messageShortcut: bind(messageShortcut),
    globalShortcut: bind(globalShortcut),
    openHome: bind(openHome),
    pasteLink: (user: string, channel: string, url: string) => types(workspace, user, { channel, text: url }),
    joins: bind(joins),
    leaves: bind(leaves),
    userChange: bind(userChange),
    deactivates: (user: string) => userChange(workspace, user, { deleted: true } satisfies Partial<Person>),
    runStep: (step: { callbackId: string; inputs: Json }) => runStep(workspace, step),
    /** Any other event. */
    event: (event: Json) => sendEvent(workspace, event),
  };
}
