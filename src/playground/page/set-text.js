/** Leaves the node alone where nothing changed: a selection in it stays, and it is not read out again. */
export const setText = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};
