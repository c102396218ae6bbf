import { type Example, mrkdwn, plain, section } from "../example.ts";

const group = "Pictures and films";

export function media(pictures: string): Example[] {
  return [
    {
      name: "picture",
      group,
      message: {
        text: "Coverage of NA12878 by chromosome.",
        blocks: [
          {
            type: "image",
            image_url: `${pictures}/coverage.svg`,
            alt_text: "Bars of nearly the same height; chromosome 19 is lower",
            title: plain("Coverage by chromosome"),
          },
        ],
      },
    },
    {
      name: "picture beside a text",
      group,
      message: {
        text: "NA12878, a sample of the lab.",
        blocks: [
          section("*NA12878*\nA sample of the lab.\n84,102,331 reads", {
            accessory: { type: "image", image_url: `${pictures}/dna.svg`, alt_text: "A double helix" },
          }),
          {
            type: "context",
            elements: [
              { type: "image", image_url: `${pictures}/dna.svg`, alt_text: "A double helix" },
              mrkdwn("peters-u · sequenced on November 3rd"),
            ],
          },
        ],
      },
    },
    {
      name: "picture that does not load",
      group,
      message: {
        text: "A picture of another host, and one that is broken.",
        blocks: [
          { type: "image", image_url: "https://example.org/gel.png", alt_text: "A gel with four lanes" },
          { type: "image", image_url: `${pictures}/broken.png`, alt_text: "A gel with two lanes" },
          section("Beside a text it is small.", {
            accessory: { type: "image", image_url: `${pictures}/broken.png`, alt_text: "A gel" },
          }),
        ],
      },
    },
    {
      name: "film",
      group,
      message: {
        text: "How to write a job definition, a film of 4 minutes.",
        blocks: [
          {
            type: "video",
            title: plain("How to write a job definition"),
            title_url: "https://example.org/films/definition",
            description: plain("From an empty file to the first job in 4 minutes."),
            video_url: "https://example.org/embed/definition",
            thumbnail_url: `${pictures}/film.svg`,
            alt_text: "A terminal with a job definition",
            author_name: "SciComp",
            provider_name: "Hutch films",
            provider_icon_url: `${pictures}/dna.svg`,
          },
        ],
      },
    },
  ];
}
