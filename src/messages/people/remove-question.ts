import type { DraftId, PiName } from "../../domain/ids.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { counted } from "../text/numbers.ts";
import { bold, joined, say } from "../text/prose.ts";
import { personName } from "./people.ts";

export type RemoveQuestion = {
  draft: DraftId;
  name: string;
  pi: PiName;
  isSelf: boolean;
  /** Their jobs that go on, and those that wait for a yes. */
  running: number;
  waiting: number;
  /** The lab has no other manager. */
  isLastManager: boolean;
};

/** What will become of all that is theirs is said before. */
export function removeQuestion(question: RemoveQuestion): Message {
  const { draft, name, pi, isSelf, running, waiting, isLastManager } = question;
  const whose = isSelf ? "your" : "their";
  const head = isSelf ? say`Leave ${pi}?` : say`Take ${bold(personName(name))} out of ${pi}?`;
  return spoken(
    joined(
      [
        head,
        running === 0
          ? undefined
          : say`${counted(running, "job")} of ${isSelf ? "yours" : "theirs"} ${running === 1 ? "goes" : "go"} on and belongs to the lab.`,
        waiting === 0
          ? undefined
          : say`${counted(waiting, "job")} that ${waiting === 1 ? "waits" : "wait"} for a yes will not be sent.`,
        say`From then on ${whose} buttons for the lab's jobs do nothing, and yeses for such jobs stand no more.`,
        isLastManager ? say`The lab has no other manager: admins will be asked in its place.` : undefined,
      ],
      " ",
    ),
    buttons({
      verb: "access remove",
      step: "confirm",
      label: isSelf ? "Leave" : "Take out",
      value: draft,
      style: "danger",
    }),
  );
}
