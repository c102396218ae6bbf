/** What the page asks of the scenarios. */
import type { ServerResponse } from "node:http";
import type { ControlRoutes } from "../control.ts";
import { string } from "../slack/json.ts";
import type { Runner } from "./runner.ts";
import type { Scenario } from "./scenario.ts";

const beatEveryMs = 15_000;

export function scenarioRoutes(runner: Runner): ControlRoutes {
  return {
    "GET scenarios": () => ({ scenarios: runner.scenarios.map(shown), runs: runner.runs() }),
    "POST scenario": ({ body }) => ({ run: runner.start(string(body.name) ?? "") }),
    "POST scenario-press": ({ body }) => {
      runner.press(string(body.run) ?? "");
      return {};
    },
    "GET scenario-stream": ({ request, response }) => {
      stream(runner, response);
      request.once("close", () => response.end());
      return undefined;
    },
  };
}

function shown({ steps: _steps, ...scenario }: Scenario): Omit<Scenario, "steps"> {
  return scenario;
}

/** Every line carries all runs, so that a reader who missed some has missed nothing. */
function stream(runner: Runner, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  let isDue = false;
  const send = () => {
    isDue = false;
    response.write(`data: ${JSON.stringify({ runs: runner.runs() })}\n\n`);
  };
  const forget = runner.onChange(() => {
    if (isDue) return;
    isDue = true;
    setImmediate(send);
  });
  const beat = setInterval(() => response.write(": still here\n\n"), beatEveryMs);
  beat.unref();
  response.once("close", () => {
    clearInterval(beat);
    forget();
  });
  send();
}
