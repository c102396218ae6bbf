// What the server tells of the local AWS: a snapshot, kept fresh part by part as long as somebody looks.

const RETRY_DELAY_MS = 2000;

/** The whole snapshot once; undefined where there is no local AWS to look at. */
export const fetchSnapshot = async () => {
  const response = await fetch("/control/aws").catch(() => undefined);
  return response?.ok ? response.json() : undefined;
};

/** `onChange` is called at most once a frame. */
export const createFeed = (snapshot, onChange) => {
  const state = { ...snapshot };
  let source;
  let retry;
  let isScheduled = false;

  const changed = () => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      onChange(state);
    });
  };
  const open = () => {
    clearTimeout(retry);
    source = new EventSource("/control/aws-stream");
    source.addEventListener("message", ({ data }) => {
      const { part, value } = JSON.parse(data);
      state[part] = value;
      changed();
    });
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_DELAY_MS);
    });
  };
  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = undefined;
  };
  addEventListener("pagehide", close);
  return { state, open, close, changed };
};
