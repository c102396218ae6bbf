/** The two labs, where the first lets nobody use much without a yes, and has two managers; in the second all run its definitions alone. */
import { kfoe, labsFile, upeters } from "./lab-world.ts";

export const labWithApprovals = labsFile
  .replace(
    "    channel: C0PETERS\n",
    "    channel: C0PETERS\n    approveAbove: { vcpus: 2 }\n    limits: { vcpus: 12, hours: 2 }\n",
  )
  .replace("    stop: owner\n", "    stop: owner\n    commands: definition\n    mayDefine: true\n")
  .replace(
    `      - { slack: ${upeters}, hutchnet: upeters, role: manager }\n`,
    `      - { slack: ${upeters}, hutchnet: upeters, role: manager }\n      - { slack: ${kfoe}, hutchnet: kfoe, role: manager }\n`,
  );
