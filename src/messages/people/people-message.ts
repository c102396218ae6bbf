/** A word about people, told to people: one message each, apart from any job. */
import type { Told } from "../../domain/people/people-notice.ts";
import type { Message } from "../text/message.ts";
import { accessAnswered } from "./access-answered.ts";
import { accessCard } from "./access-card.ts";
import type { NameOf } from "./name-of.ts";
import { pausedTold, resumedTold } from "./pause-told.ts";
import { questionAnswered, questionCard } from "./question-card.ts";
import { roleRefusedTold } from "./role-refused.ts";
import { hasLeft, letInBy, takenOut } from "./roster-told.ts";

export function peopleMessage(told: Told, nameOf: NameOf): Message {
  switch (told.is) {
    case "access asked":
      return accessCard(told, nameOf);
    case "access answered":
      return accessAnswered(told, nameOf);
    case "let in":
      return letInBy(told, nameOf);
    case "taken out":
      return takenOut(told, nameOf);
    case "left":
      return hasLeft(told, nameOf);
    case "question asked":
      return questionCard(told, nameOf);
    case "question answered":
      return questionAnswered(told, nameOf);
    case "paused":
      return pausedTold(told, nameOf);
    case "role refused":
      return roleRefusedTold(told.role);
    case "resumed":
      return resumedTold(told, nameOf);
  }
}
