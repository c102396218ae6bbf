/** Plays a scene in a playground of its own, with the real bot and real jobs, and takes down what its person sees. */
import { startPlayground } from "../playground.ts";
import type { LocalSlack } from "../slack/local-slack.ts";
import type { Scene, Step } from "./scene.ts";
import type { SceneState } from "./still/scene-state.ts";

export type Played = { people: unknown; state: SceneState };

const patience = { timeoutMs: 60_000 };

export async function playScene(scene: Scene): Promise<Played> {
  const playground = await startPlayground({ rateLimits: "off", timings: { logLagMs: 0 } });
  try {
    for (const step of scene.steps) await perform(playground.slack, scene, step);
    return {
      people: await ask(playground.slack, "people"),
      state: await ask(playground.slack, `state?as=${scene.as}`),
    };
  } finally {
    await playground.close();
  }
}

async function perform(slack: LocalSlack, { as, channel }: Scene, step: Step): Promise<void> {
  switch (step.kind) {
    case "type":
      await slack.acts.types(step.by ?? as, { channel, text: step.text });
      return;
    case "see":
      await slack.waitFor(
        () =>
          [...slack.messages(channel), ...slack.ephemerals(as)].some(
            ({ text, blocks }) => step.words.test(text) || step.words.test(JSON.stringify(blocks ?? "")),
          ),
        patience,
      );
      return;
    case "home":
      await slack.acts.openHome(as);
      await slack.waitFor(() => step.words.test(JSON.stringify(slack.home(as)?.blocks ?? "")), patience);
  }
}

async function ask<Answer>(slack: LocalSlack, what: string): Promise<Answer> {
  const response = await fetch(`${slack.url}/play/${what}`);
  return (await response.json()) as Answer;
}
