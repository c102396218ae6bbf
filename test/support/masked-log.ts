import type { JobLogs } from "../../src/aws/job-logs.ts";
import type { PiName } from "../../src/domain/ids.ts";
import { jobMask } from "../../src/logs/job-mask.ts";
import { type LogLine, logPages } from "../../src/logs/log-pages.ts";

const stream = { pi: "peters-u" as PiName, region: "us-west-2", group: "/aws/batch/job", stream: "x" };

/** A job that has secrets of its own; none of them has a shape that anybody knows. */
export const ownVariables = {
  DB_PASSWORD: "correct-horse/battery staple",
  REDCAP_TOKEN: "7f3a9c0e5d",
  SENTRY_DSN: "https://0a1b2c3d4e5f60718293a4b5@sentry.example.org/7",
  DATABASE_URL: "postgresql://lab:s3sam3!open@db.example.org:5432/reads",
  NCBI_API_KEY: "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7",
  LICENSE_KEY: "ZX81-SPECTRUM-48K",
  CALLBACK: "Qm3kP9xW2vR7tY5uB8nLc4Za",
  JOIN_TOKEN: "long-winded.".repeat(12),
  SIGNING:
    "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIBk8sW1qYz\noAoGCCqGSM49AwEH\n-----END EC PRIVATE KEY-----",
  USE_TOKEN: "true",
  TOKEN_REGION: "us-west-2",
  SECRET_MODE: "enabled",
  SAMPLE: "NA12878",
  REFERENCE: "s3://fh-pi-peters-u/ref/GRCh38_full_analysis_set_plus_decoy_hla.fa",
};
const detail = {
  container: {
    environment: Object.entries(ownVariables).map(([name, value]) => ({ name, value })),
    command: ["run.sh", "--auth-token", "gr3y-owl-51", "--sample", "NA12878"],
    secrets: [
      { name: "VAULT_PW", valueFrom: "arn:aws:secretsmanager:us-west-2:111122223333:secret:pw-AbCdEf" },
    ],
  },
  parameters: { apiSecret: "w1nter!is!here", sample: "NA12878" },
};

/** The events of a stream, as whoever reads the log gets them. */
export async function readMasked(...events: readonly string[]): Promise<LogLine[]> {
  const jobLogs: JobLogs = {
    page: async () => ({
      found: true,
      events: events.map((text, index) => ({ atMs: index, text })),
      forwardToken: "f",
      backwardToken: "b",
      atEnd: true,
    }),
  };
  const mask = jobMask(detail, { patterns: ["MRN-\\d+", "(?i)patient\\s+\\w+"] });
  for await (const page of logPages({ jobLogs, mask }, stream, { from: "head", eventsPerPage: 100 })) {
    if (page.found) return page.lines;
  }
  return [];
}

export const shownOf = async (...events: readonly string[]) =>
  (await readMasked(...events)).map(({ text }) => text).join("\n");
