import { type Example, section } from "../example.ts";

const group = "Files";

export function files(pictures: string): Example[] {
  const log = {
    id: "F0LOG",
    name: "align-NA12878.log",
    title: "align-NA12878.log",
    mimetype: "text/plain",
    size: 1180,
    url: `${pictures}/align-log.txt`,
  };
  return [
    { name: "snippet", group, message: { text: "The whole log:", files: [log] } },
    {
      name: "picture as a file",
      group,
      message: {
        text: "The plot:",
        files: [
          {
            id: "F0PLOT",
            name: "coverage.svg",
            title: "Coverage by chromosome",
            mimetype: "image/svg+xml",
            size: 2048,
            url: `${pictures}/coverage.svg`,
          },
        ],
      },
    },
    {
      name: "binary files",
      group,
      message: {
        text: "What the job wrote:",
        files: [
          {
            id: "F0BAM",
            name: "NA12878.bam",
            title: "NA12878.bam",
            mimetype: "application/octet-stream",
            size: 48_318_382_080,
            url: `${pictures}/align-log.txt`,
          },
          {
            id: "F0ZIP",
            name: "reports.zip",
            title: "Reports of the lab",
            mimetype: "application/zip",
            size: 1_048_576,
            url: `${pictures}/align-log.txt`,
          },
        ],
      },
    },
    {
      name: "file beside blocks",
      group,
      message: {
        text: "The log of align-NA12878 is attached.",
        blocks: [section("The log of *align-NA12878* is attached.")],
        files: [log],
      },
    },
  ];
}
