/** What the page asks of the scenarios. */
import type { ControlRoutes } from "../control.ts";
import { string } from "../slack/json.ts";
import type { Runner } from "./runner.ts";
import type { Scenario } from "./scenario.ts";

export function scenarioRoutes(runner: Runner): ControlRoutes {
  return {
    "GET scenarios": () => ({ scenarios: runner.scenarios.map(shown), runs: runner.runs() }),
    "POST scenario": ({ body }) => ({ run: runner.start(string(body.name) ?? "") }),
    "POST scenario-press": ({ body }) => {
      runner.press(string(body.run) ?? "");
      return {};
    },
  };
}

function shown({ steps: _steps, ...scenario }: Scenario): Omit<Scenario, "steps"> {
  return scenario;
}
