import type { Logger } from "pino";
import type { Opening } from "../commands/open-form.ts";
import type { Performer } from "../commands/perform.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import { loadingForm, modalView } from "../messages/text/form.ts";
import type { Views } from "../slack/views.ts";

export type OpenViewOptions = {
  opens: Performer["opens"];
  views: Pick<Views, "open">;
  nowMs(): number;
  logger: Logger;
};

/**
 * Opens the view of an intention that is answered by a form, before the verb runs: a trigger lives 3 s. Undefined
 * where there is no such view; what the verb says then comes as a message.
 */
export function viewOpener({ opens, views, nowMs, logger }: OpenViewOptions) {
  return async (invocation: Invocation): Promise<Opening | undefined> => {
    const { triggerId, receivedAtMs } = invocation.reply;
    const opening = opens(invocation);
    if (opening === undefined || triggerId === undefined) return undefined;
    // Taken up again after a restart: the view that was opened then is looked for when it is to be filled.
    if (nowMs() - receivedAtMs > limits.triggerMs) return undefined;
    try {
      await views.open(triggerId, modalView(loadingForm(opening.title), opening));
      return opening;
    } catch (error) {
      logger.warn({ err: error, invocation: invocation.id }, "A form could not be opened");
      return undefined;
    }
  };
}
