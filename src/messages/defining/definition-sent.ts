import type { DraftId, PiName } from "../../domain/ids.ts";
import { imageToReplace } from "../../domain/submission/definition-skeleton.ts";
import { buttons, message, paragraph, preformatted, roomBeside, spoken } from "../text/block.ts";
import { manyLines } from "../text/clean-text.ts";
import { cut, jsonLength } from "../text/cut.ts";
import type { Message } from "../text/message.ts";
import { toText } from "../text/mrkdwn.ts";
import { bold, code, type Prose, say } from "../text/prose.ts";

export type DefinitionSent = {
  name: string;
  pi: PiName;
  /** The file's name. */
  file: string;
  /** Nobody has said which image: the file has a mark in its place. */
  needsImage: boolean;
  /** Where the lab lets the bot register it. */
  draft?: DraftId;
};

/** Said where it was asked for. */
export function definitionSent({ name, pi, file, needsImage, draft }: DefinitionSent): Message {
  return spoken(
    say`The job definition ${bold(name)} for ${pi} is in your direct messages, as ${code(file)}. ${next(file, needsImage)}`,
    draft === undefined
      ? undefined
      : buttons({ verb: "define", step: "register", label: "Register it in AWS", value: draft }),
  );
}

/** Beside the file. */
export function definitionComment({ name, pi, file, needsImage }: DefinitionSent): string {
  return toText(
    say`The job definition ${name} for ${pi}, with the PI's role and the scratch space filled in. ${next(file, needsImage)}`,
  );
}

/** Where Slack takes no file. */
export function definitionAsText(sent: DefinitionSent & { content: string }): Message {
  const { name, pi, file, needsImage, content } = sent;
  const prose = say`Slack takes no file from me here, so this is the job definition ${bold(name)} for ${pi}. Save it as ${code(file)}. ${next(file, needsImage)}`;
  const above = paragraph(prose);
  return message(prose, above, preformatted(cut(manyLines(content), roomBeside(above), jsonLength)));
}

function next(file: string, needsImage: boolean): Prose {
  const edit = needsImage
    ? say`Put your image in place of ${code(imageToReplace)}, then`
    : say`To register it yourself,`;
  return say`${edit} type ${code(`aws batch register-job-definition --cli-input-json file://${file}`)} in its folder.`;
}
