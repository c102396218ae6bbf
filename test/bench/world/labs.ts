import { benchAccount, benchRegion, channelCount, owner } from "./names.ts";

/** Twenty labs in one account; one person works in the first. */
export const piNames: readonly string[] = Array.from(
  { length: 20 },
  (_, n) => `lab-${String.fromCharCode(97 + n)}`,
);

export const labsFile = [
  "institute: { name: Bench }",
  // One person types for all: what holds a person back is not what is measured.
  `defaults: { region: ${benchRegion}, limits: { commandsPerMinute: 1000000 } }`,
  "pis:",
  ...piNames.flatMap((pi, n) => [
    `  ${pi}:`,
    `    account: "${benchAccount}"`,
    `    channel: C0LAB${n}`,
    ...(n === 0 ? [`    channels: [${otherChannels().join(", ")}]`] : []),
    "    members:",
    `      - { slack: ${n === 0 ? owner : `U0BOSS${n}`}, hutchnet: ${n === 0 ? "jblow" : `boss${n}`}, role: manager }`,
  ]),
  "",
].join("\n");

/** All channels that are no lab's home belong to the first lab: its jobs are spread over them. */
function otherChannels(): string[] {
  return Array.from({ length: channelCount - piNames.length }, (_, n) => `C0LAB${n + piNames.length}`);
}
