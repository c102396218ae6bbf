// Private answers the reader put away in this tab.

const KEY = "dismissed";
const ids = new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));

export const dismissed = (id) => ids.has(id);

export const rememberDismissed = (id) => {
  ids.add(id);
  sessionStorage.setItem(KEY, JSON.stringify([...ids].slice(-200)));
};
