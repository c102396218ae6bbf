/** The two labs, where the first lets nobody use much without a yes, and has two managers. */
import { kfoe, labsFile, upeters } from "./lab-world.ts";

export const labWithApprovals = labsFile
  .replace(
    "    channel: C0PETERS\n",
    "    channel: C0PETERS\n    approveAbove: { vcpus: 2 }\n    limits: { vcpus: 12, hours: 2 }\n",
  )
  .replace(
    `      - { slack: ${upeters}, hutchnet: upeters, role: manager }\n`,
    `      - { slack: ${upeters}, hutchnet: upeters, role: manager }\n      - { slack: ${kfoe}, hutchnet: kfoe, role: manager }\n`,
  );
