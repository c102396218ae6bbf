import { type Example, section } from "../example.ts";

const moment = 1_795_200_420;
const tokens = [
  "date_num",
  "date_slash",
  "date",
  "date_short",
  "date_long",
  "date_pretty",
  "date_short_pretty",
  "date_long_pretty",
  "time",
  "time_secs",
  "ago",
];

export function dates(): Example[] {
  return [
    {
      name: "dates",
      group: "Dates",
      message: {
        text: "One moment in every format.",
        blocks: [
          section(tokens.map((token) => `\`${token}\`  <!date^${moment}^{${token}}|2026-11-20>`).join("\n")),
          section(
            `Submitted <!date^${moment}^{date_short_pretty} at {time}|2026-11-20 18:47 UTC>, with a link: <!date^${moment}^{date} at {time}^https://example.org/|2026-11-20>`,
          ),
          section(`A format nobody knows falls back: <!date^${moment}^{year}|the year 2026>`),
        ],
      },
    },
  ];
}
