// What the server tells of the local AWS: a snapshot, kept fresh part by part as long as somebody looks.

const RETRY_DELAY_MS = 2000;

/** `onChange` is called at most once a frame. */
export const createFeed = (snapshot, onChange) => {
  const state = { ...snapshot };
  let source;
  let retry;
  let isOpen = false;
  let isScheduled = false;

  const changed = () => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      onChange(state);
    });
  };
  const connect = () => {
    disconnect();
    source = new EventSource("/control/aws-stream");
    source.addEventListener("message", ({ data }) => {
      const { part, value } = JSON.parse(data);
      state[part] = value;
      changed();
    });
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(connect, RETRY_DELAY_MS);
    });
  };
  const disconnect = () => {
    clearTimeout(retry);
    source?.close();
    source = undefined;
  };
  // A browser lends all windows of the playground six connections together: one that nobody sees gives its back.
  document.addEventListener("visibilitychange", () => {
    if (!isOpen) return;
    if (document.hidden) disconnect();
    else connect();
  });
  const open = () => {
    isOpen = true;
    connect();
  };
  const close = () => {
    isOpen = false;
    disconnect();
  };
  addEventListener("pagehide", disconnect);
  return { state, open, close, changed };
};
