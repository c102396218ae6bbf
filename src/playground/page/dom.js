// Makes elements. Text only ever becomes text nodes, so nothing a job prints can become markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "indeterminate", "tabIndex"]);

export const el = (tag, props = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(...children.flat(Number.POSITIVE_INFINITY).filter(isShown));
  return node;
};

export const fragment = (...children) => {
  const node = document.createDocumentFragment();
  node.append(...children.flat(Number.POSITIVE_INFINITY).filter(isShown));
  return node;
};

let lastId = 0;
export const freshId = (prefix) => {
  lastId += 1;
  return `${prefix}-${lastId}`;
};

const isShown = (child) => child !== null && child !== undefined && child !== false && child !== "";

const set = (node, name, value) => {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
};
