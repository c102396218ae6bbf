import type { Scenario } from "../scenario.ts";
import { types, waitsFor } from "../steps.ts";

export const scenarios: Scenario[] = [
  {
    name: "command-not-found",
    group: "Failures",
    title: "A command is not found",
    watch: "Exit code 127 is put into words, and the shell's own complaint stands below them.",
    as: "U0JBLOW",
    channel: "C0PETERS",
    steps: [
      types(
        "/batch submit --jobdef samtools-sort --name index-GRCh38 --shell 'echo indexing; bwa-mem2 index GRCh38.fa'",
      ),
      waitsFor({ job: "index-GRCh38", status: "FAILED" }),
    ],
  },
  {
    name: "not-in-the-image",
    group: "Failures",
    title: "A program is not in the image",
    watch:
      "The container never starts, so there is no log. The thread says what is missing and where to look.",
    as: "U0JBLOW",
    channel: "C0PETERS",
    steps: [
      types("/batch submit --jobdef samtools-sort --name sort-again -- samtoolz sort aligned.bam"),
      waitsFor({ job: "sort-again", status: "FAILED" }),
    ],
  },
];
