import { expect, it } from "vitest";
import { type Apart, withBot } from "../support/bot-apart.ts";
import { jblow, labsFile, petersLab } from "../support/lab-world.ts";
import { atWork } from "../support/people-at-work.ts";
import { killAndStart, unansweredByAws } from "../support/survives.ts";

const registrations = ({ aws }: Apart) =>
  aws.calls().filter(({ operation }) => operation === "RegisterJobDefinition");

it("a bot killed between AWS's taking a definition and its answer makes one revision of it, and says which", () =>
  withBot(
    async (world) => {
      const reached = unansweredByAws(world, "batch", "RegisterJobDefinition");
      const text = "/batch define align --image align:1.4 --register";
      await world.slack.acts.types(jblow, { channel: petersLab, text });
      await reached();
      await killAndStart(world);
      const lab = atWork(world);
      const answer = await lab.see(() => world.slack.ephemerals(jblow).at(-1));
      expect(answer.text).toMatch(/^Registered: `align:1` for peters-u\./);
      expect(registrations(world)).toHaveLength(1);
    },
    { labs: labsFile.replace("  peters-u:\n", "  peters-u:\n    mayDefine: true\n") },
  ));
