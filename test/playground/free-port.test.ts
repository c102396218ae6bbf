import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";

const freePort = join(import.meta.dirname, "../../src/playground/free-port.ts");

test("processes that live at the same time are given different ports", async () => {
  const each = 120;
  const script = `
    const { freePort } = await import(${JSON.stringify(freePort)});
    for (let i = 0; i < ${each}; i++) console.log(await freePort());
    console.log("done");
    process.stdin.resume();`;
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ["--input-type=module", "-e", script]),
  );
  const ports: string[] = [];
  await Promise.all(
    children.map(async (child) => {
      let printed = "";
      for await (const chunk of child.stdout) {
        printed += chunk;
        if (printed.endsWith("done\n")) break;
      }
      ports.push(...printed.split("\n").slice(0, each));
    }),
  );
  await Promise.all(
    children.map(async (child) => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }),
  );

  expect(new Set(ports).size).toBe(children.length * each);
});
