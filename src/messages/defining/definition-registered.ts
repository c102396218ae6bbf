import type { DraftId, PiName } from "../../domain/ids.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { code, say } from "../text/prose.ts";

export type DefinitionRegistered = {
  name: string;
  revision: number;
  pi: PiName;
  /** False where AWS had the very same already. */
  isNew: boolean;
  /** What the form of a job with it begins with. */
  draft: DraftId;
};

export function definitionRegistered({ name, revision, pi, isNew, draft }: DefinitionRegistered): Message {
  const what = code(`${name}:${revision}`);
  return spoken(
    isNew
      ? say`Registered: ${what} for ${pi}. A job that names ${code(name)} without a revision takes this one from now on.`
      : say`There is nothing to register: ${what} for ${pi} is the very same already.`,
    buttons({ verb: "submit", step: "edit", label: "Submit a job with it", value: draft }),
  );
}
