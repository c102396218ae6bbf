import type { Json } from "../../slack/json.ts";
import { type Example, mrkdwn, plain, richLine, section } from "../example.ts";

const group = "Cards and plans";

export function cards(pictures: string): Example[] {
  const icon = { type: "image", image_url: `${pictures}/dna.svg`, alt_text: "A double helix" };
  const plot = { type: "image", image_url: `${pictures}/coverage.svg`, alt_text: "Coverage by chromosome" };
  const card = (title: string, subtitle: string, body: string): Json => ({
    type: "card",
    icon,
    title: mrkdwn(title),
    subtitle: mrkdwn(subtitle),
    body: mrkdwn(body),
    actions: [
      { type: "button", text: plain("Logs"), action_id: `logs ${title}`, value: title },
      { type: "button", text: plain("Run again"), action_id: `again ${title}`, value: title },
    ],
  });
  return [
    {
      name: "one card",
      group,
      message: {
        text: "align-NA12878 succeeded after 2 h 14 min.",
        blocks: [
          {
            ...card(
              "*align-NA12878*",
              "succeeded after 2 h 14 min",
              "30.4-fold coverage, 99.2 % of the reads mapped.",
            ),
            hero_image: plot,
          },
        ],
      },
    },
    {
      name: "carousel",
      group,
      message: {
        text: "Four samples of the lab.",
        blocks: [
          section("Four samples of the lab:"),
          {
            type: "carousel",
            elements: ["NA12878", "NA12891", "NA12892", "NA19238"].map((sample, index) =>
              card(`*${sample}*`, `${30 - index}-fold coverage`, "Aligned with bwa mem and sorted."),
            ),
          },
        ],
      },
    },
    ...containers(icon),
    {
      name: "plan",
      group,
      message: {
        text: "Aligning NA12878: step 3 of 5.",
        blocks: [
          {
            type: "plan",
            title: "Aligning NA12878",
            tasks: [
              task("1", "Index the genome", "complete"),
              { ...task("2", "Fetch the reads", "complete"), output: words("84,102,331 reads in 2 files") },
              { ...task("3", "Align the reads", "in_progress"), details: words("41 % so far") },
              task("4", "Sort", "pending"),
              task("5", "Count", "pending"),
            ],
          },
        ],
      },
    },
    {
      name: "tasks",
      group,
      message: {
        text: "One task is done, one has failed.",
        blocks: [
          {
            ...task("a", "Read the documentation of bwa mem", "complete"),
            output: words("Option -t sets the number of threads."),
            sources: [
              { type: "url", url: "https://bio-bwa.sourceforge.net/bwa.shtml", text: "Manual of bwa" },
              { type: "url", url: "https://docs.example.org/align", text: "The lab's handbook" },
            ],
          },
          { ...task("b", "Fetch the image align:1.5", "error"), details: words("AWS found no such image.") },
        ],
      },
    },
  ];
}

function containers(icon: Json): Example[] {
  const child_blocks = [
    section("*align-NA12878* failed after 72 min."),
    section("*count-NA12878* never started."),
    {
      type: "actions",
      elements: [{ type: "button", text: plain("Retry both"), action_id: "retry", style: "primary" }],
    },
  ];
  return [
    {
      name: "container",
      group,
      message: {
        text: "Two jobs failed last night.",
        blocks: [
          {
            type: "container",
            icon,
            title: plain("Last night"),
            subtitle: mrkdwn("2 jobs failed"),
            has_header_divider: true,
            child_blocks,
          },
        ],
      },
    },
    {
      name: "container that opens",
      group,
      message: {
        text: "Two jobs failed last night; open for more.",
        blocks: [
          {
            type: "container",
            rich_text_title: words("Last night"),
            subtitle: plain("2 jobs failed"),
            width: "narrow",
            is_collapsible: true,
            default_collapsed: true,
            child_blocks,
          },
        ],
      },
    },
  ];
}

const words = (text: string): Json => richLine({ type: "text", text });
const task = (id: string, title: string, status: string): Json => ({
  type: "task_card",
  task_id: `task-${id}`,
  title,
  status,
});
