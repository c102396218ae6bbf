import { type Example, mrkdwn, plain, section } from "../example.ts";

const group = "Unfurled links";

export function unfurls(pictures: string): Example[] {
  return [
    {
      name: "unfurled job",
      group,
      message: {
        text: "Look at <https://console.aws.amazon.com/batch/home#jobs/detail/3fa9c1d2>",
        attachments: [
          {
            color: "#2eb67d",
            blocks: [
              section("*align-NA12878* succeeded after 2 h 14 min"),
              { type: "context", elements: [mrkdwn("J. Blow for peters-u · queue default")] },
              {
                type: "actions",
                elements: [{ type: "button", text: plain("Logs"), action_id: "logs", value: "3fa9c1d2" }],
              },
            ],
          },
        ],
      },
    },
    {
      name: "attachment of the old kind",
      group,
      message: {
        text: "From the handbook:",
        attachments: [
          {
            color: "warning",
            pretext: "You asked for *memory*",
            author_name: "SciComp",
            title: "How much memory a job needs",
            title_link: "https://docs.example.org/memory",
            text: "Ask for what the last run used, and *a quarter* more.",
            fields: [
              { title: "Least", value: "512 MiB", short: true },
              { title: "Most", value: "256 GiB", short: true },
            ],
            thumb_url: `${pictures}/dna.svg`,
            image_url: `${pictures}/coverage.svg`,
            footer: "Handbook",
            ts: 1_795_200_420,
          },
        ],
      },
    },
  ];
}
