import { type Example, plain, section } from "../example.ts";

export function emoji(): Example[] {
  return [
    {
      name: "emoji",
      group: "Emoji and mentions",
      message: {
        text: "Emoji by name, as characters, and one without a picture.",
        blocks: [
          section(
            ":white_check_mark: :x: :warning: :hourglass_flowing_sand: :rocket: :dna: :microscope: :eyes:",
          ),
          section("With a skin tone :wave::skin-tone-4:, as a character 🧬, and unknown :hutch_logo:"),
          { type: "section", text: plain("In plain text too: :tada:, but 10:30:45 is a time.") },
          section("Not in code: `:rocket:`"),
        ],
      },
    },
  ];
}
