import type { Json } from "../../slack/json.ts";
import { type Example, richLine } from "../example.ts";

const group = "Tables";

export function tables(): Example[] {
  return [
    {
      name: "table",
      group,
      message: {
        text: "Three jobs of the lab and how they went.",
        blocks: [
          {
            type: "table",
            column_settings: [{}, { align: "center" }, { align: "right" }, { is_wrapped: true }],
            rows: [
              [raw("Job"), raw("State"), raw("Minutes"), raw("Why")],
              [code("align-NA12878"), raw("succeeded"), count(134), raw("")],
              [
                code("align-NA12891"),
                raw("failed"),
                count(72),
                raw("It needed more memory than its 16 GiB and was stopped."),
              ],
              [code("count-NA12878"), raw("running"), count(12), link("its thread")],
            ],
          },
        ],
      },
    },
    {
      name: "wide table",
      group,
      message: {
        text: "Twelve measures of two samples.",
        blocks: [
          {
            type: "table",
            rows: [
              [raw("Sample"), ...months.map(raw)],
              [raw("NA12878"), ...months.map((_, index) => count(1000 + index * 37))],
              [raw("NA12891"), ...months.map((_, index) => count(900 + index * 41))],
            ],
          },
        ],
      },
    },
    {
      name: "data table",
      group,
      message: {
        text: "Twelve samples with their reads and coverage.",
        blocks: [
          {
            type: "data_table",
            caption: "Coverage by sample",
            page_size: 5,
            row_header_column_index: 0,
            rows: [
              [raw("Sample"), raw("Reads"), raw("Coverage"), raw("Queue")],
              ...Array.from({ length: 12 }, (_, index) => [
                raw(`NA${12_878 + index}`),
                { type: "raw_number", value: 84_102_331 - index * 1_234_567 },
                {
                  type: "raw_number",
                  value: 30.4 - index * 0.7,
                  text: `${(30.4 - index * 0.7).toFixed(1)}×`,
                },
                raw(index % 3 === 0 ? "highmem" : "default"),
              ]),
            ],
          },
        ],
      },
    },
  ];
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

const raw = (text: string): Json => ({ type: "raw_text", text });
const count = (value: number): Json => ({ type: "raw_number", value });
const code = (text: string): Json => richLine({ type: "text", text, style: { code: true } });
const link = (text: string): Json =>
  richLine({ type: "link", url: "https://hutch-playground.slack.com/archives/C0PETERS", text });
