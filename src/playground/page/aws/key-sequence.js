// Keys pressed one after another, such as g and then a, where nobody is typing.

const PATIENCE_MS = 1500;

export const onKeySequence = (keys, run) => {
  let pressed = [];
  let lastAt = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    pressed = [...(event.timeStamp - lastAt < PATIENCE_MS ? pressed : []), event.key].slice(-keys.length);
    lastAt = event.timeStamp;
    if (pressed.join(" ") !== keys.join(" ")) return;
    pressed = [];
    event.preventDefault();
    run();
  });
};

const isTyping = (target) =>
  target.isContentEditable ||
  ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) ||
  target.closest("dialog") !== null;
