// Nextflow's own lines, as they look where there is no terminal.

const say = (line = "") => process.stdout.write(`${line}\n`);

export const sayBeginning = ({ pipeline, samples, queue }) => {
  say("N E X T F L O W  ~  version 25.10.0");
  say(`Launching \`https://github.com/${pipeline}\` [serene_mendel] DSL2 - revision: b96a75361a [3.18.0]`);
  say();
  say("------------------------------------------------------");
  say(`  ${pipeline} 3.18.0`);
  say("------------------------------------------------------");
  say(`  input        : samplesheet.csv (${samples} samples)`);
  say(`  executor     : awsbatch, queue ${queue}`);
  say("  aligner      : star_salmon");
  say("------------------------------------------------------");
};

export const saySubmitted = ({ hash, label }) => say(`[${hash}] Submitted process > ${label}`);

export const sayRetried = ({ hash, label, exitCode }) =>
  say(
    `[${hash}] NOTE: Process \`${label}\` terminated with an error exit status (${exitCode}) -- Execution is retried (1)`,
  );

export const sayProgress = (counts, submitted) => {
  say(`executor >  awsbatch (${submitted})`);
  const width = Math.max(...counts.map(({ process }) => process.length));
  for (const { process, done, total } of counts) {
    const percent = String(Math.floor((100 * done) / total)).padStart(3);
    say(`  ${process.padEnd(width)} | ${percent}% ${done} of ${total}${done === total ? " ✔" : ""}`);
  }
};

export const sayEnd = ({ pipeline, succeeded, retries, startedMs, nowMs }) => {
  say(`-[${pipeline}] Pipeline completed successfully-`);
  say(`Completed at: ${new Date(nowMs).toISOString().slice(0, 19)}Z`);
  say(`Duration    : ${Math.round((nowMs - startedMs) / 1000)}s`);
  say(`Succeeded   : ${succeeded}`);
  say(`Retries     : ${retries}`);
};

export const sayFailure = ({ label, exitCode }) => {
  say(`ERROR ~ Error executing process > '${label}'`);
  say();
  say(`Caused by:\n  Process \`${label}\` terminated with an error exit status (${exitCode})`);
};
