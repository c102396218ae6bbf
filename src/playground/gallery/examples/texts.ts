import { type Example, mrkdwn, plain, section } from "../example.ts";

const group = "Text";

export function texts(): Example[] {
  return [
    {
      name: "plain message",
      group,
      message: {
        text: "A message without blocks: *bold*, _italic_, ~struck~, `code` and <https://slack.com|a link>.\n> quoted\n• one\n• two\n```samtools index NA12878.bam```",
      },
    },
    {
      name: "section",
      group,
      message: {
        text: "The index of NA12878 is built.",
        blocks: [
          section("The index of *NA12878* is built. It took `12 min` and is _not_ ~yet~ checked."),
          { type: "section", text: plain("Plain text keeps its *stars* as they are.") },
        ],
      },
    },
    {
      name: "section with fields",
      group,
      message: {
        text: "Queue default, 4 vCPUs, 16 GiB, attempt 1 of 3.",
        blocks: [
          {
            type: "section",
            text: mrkdwn("*What was asked for*"),
            fields: [
              mrkdwn("*Queue*\ndefault"),
              mrkdwn("*vCPUs*\n4"),
              mrkdwn("*Memory*\n16 GiB"),
              mrkdwn("*Attempt*\n1 of 3"),
            ],
          },
        ],
      },
    },
    {
      name: "headers",
      group,
      message: {
        text: "Week 47: Finished, Failed.",
        blocks: [
          { type: "header", text: plain("Week 47"), level: 1 },
          section("58 jobs ran for the lab."),
          { type: "header", text: plain("Finished"), level: 2 },
          section("55 of them."),
          { type: "header", text: plain("Failed") },
          section("3 of them."),
        ],
      },
    },
    {
      name: "divider",
      group,
      message: {
        text: "Before and after.",
        blocks: [section("Before"), { type: "divider" }, section("After")],
      },
    },
    {
      name: "context",
      group,
      message: {
        text: "Submitted by J. Blow.",
        blocks: [
          section("*align-NA12878* is running."),
          {
            type: "context",
            elements: [mrkdwn("J. Blow for *peters-u*"), plain("queue default"), mrkdwn("`3fa9c1d2`")],
          },
        ],
      },
    },
    { name: "markdown", group, message: { text: "A report in Markdown.", blocks: [markdown] } },
  ];
}

const markdown = {
  type: "markdown",
  text: `# Alignment report
Reads were aligned with **bwa mem**, then *sorted*. ~~Duplicates are kept.~~ See \`align.log\`.

## Steps
1. index
2. map
   - forward reads
   - reverse reads
3. sort

- [x] checked
- [ ] uploaded

> Coverage is a little low on chromosome 19.

| sample | reads | mapped |
|---|---|---|
| NA12878 | 84,102,331 | 99.2 % |
| NA12891 | 79,554,020 | 98.7 % |

\`\`\`sh
samtools flagstat NA12878.bam
\`\`\`
---
More in [the handbook](https://docs.example.org/align).`,
};
