// Keeps the store live. Every (re)connect takes a fresh snapshot; events that arrive meanwhile wait for it, so
// none is lost between the two.

import { fetchState, streamUrl } from "./server.js";

const RETRY_DELAY_MS = 2000;

/** Resolves when the first snapshot is in the store. */
export const connect = (as, store, onEvent) =>
  new Promise((resolve) => {
    let waiting = [];
    let source;
    // Counts connections made and lost: what was asked under an older one is answered in vain.
    let turn = 0;

    const take = (event) => {
      store.apply(event);
      onEvent(event);
    };
    const catchUp = async () => {
      turn += 1;
      const mine = turn;
      // The snapshot asked for now knows what came before.
      waiting = [];
      try {
        const snapshot = await fetchState(as);
        if (mine !== turn) return;
        store.replace(snapshot);
        store.set({ online: true });
        const missed = waiting;
        waiting = undefined;
        for (const event of missed) take(event);
        resolve();
      } catch {
        if (mine !== turn) return;
        source.close();
        retry();
      }
    };
    const retry = () => {
      store.set({ online: false });
      setTimeout(open, RETRY_DELAY_MS);
    };
    const open = () => {
      source = new EventSource(streamUrl(as));
      source.addEventListener("open", catchUp);
      source.addEventListener("message", ({ data }) => {
        const event = JSON.parse(data);
        if (waiting === undefined) take(event);
        else waiting.push(event);
      });
      source.addEventListener("error", () => {
        turn += 1;
        waiting ??= [];
        store.set({ online: false });
        if (source.readyState === EventSource.CLOSED) retry();
      });
    };
    open();
    addEventListener("pagehide", () => source.close());
    // A page that the browser kept for the way back has missed everything since.
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  });
