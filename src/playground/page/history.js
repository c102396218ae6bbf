// The commands a person has typed in this tab, newest last, for the arrow keys.

import { tab } from "./stored.js";

const MOST = 50;

export const createHistory = (me) => {
  let at = 0;
  let draft = "";
  const key = () => `commands ${me()}`;
  const read = () => tab.recall(key(), []);

  return {
    add: (command) => {
      const commands = [...read().filter((one) => one !== command), command].slice(-MOST);
      tab.keep(key(), commands);
      at = 0;
    },
    /** The command one step away from what stands in the field; undefined where the arrow should move the caret. */
    step: (step, shown) => {
      const commands = read();
      const isRecalled = at < 0 && commands.at(at) === shown;
      if (!isRecalled && (shown !== "" || step > 0)) return undefined;
      if (!isRecalled) {
        at = 0;
        draft = shown;
      }
      const next = at + step;
      if (next < -commands.length || (next === 0 && !isRecalled)) return undefined;
      at = next;
      return next === 0 ? draft : commands.at(next);
    },
  };
};
