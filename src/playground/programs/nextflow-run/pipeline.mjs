// The tasks of a small nf-core/rnaseq: six for every sample, and two for all of them.

const SCOPE = "NFCORE_RNASEQ:RNASEQ";

const PER_SAMPLE = [
  { process: "FASTQC", image: "fastqc:0.12.1--hdfd78af_0", after: [] },
  { process: "TRIMGALORE", image: "trim-galore:0.6.10--hdfd78af_1", after: [] },
  { process: "STAR_ALIGN", image: "star:2.7.11b--h5ca1c30_5", after: ["TRIMGALORE"] },
  { process: "SAMTOOLS_SORT", image: "samtools:1.21--h50ea8bc_0", after: ["STAR_ALIGN"] },
  { process: "SAMTOOLS_STATS", image: "samtools:1.21--h50ea8bc_0", after: ["SAMTOOLS_SORT"] },
  { process: "SALMON_QUANT", image: "salmon:1.10.3--h6dccd9a_2", after: ["STAR_ALIGN"] },
];

const FOR_ALL = [
  { process: "DESEQ2_QC", image: "bioconductor-deseq2:1.46.0--r44he5774e6_1", after: ["SALMON_QUANT"] },
  {
    process: "MULTIQC",
    image: "multiqc:1.25.1--pyhdfd78af_0",
    after: ["FASTQC", "SAMTOOLS_STATS", "DESEQ2_QC"],
  },
];

export const processes = [...PER_SAMPLE, ...FOR_ALL].map(({ process }) => process);

/** Every eleventh sample is unlucky once, each in another process. */
const UNLUCKY = { 11: ["STAR_ALIGN", 137], 22: ["SALMON_QUANT", 1], 33: ["TRIMGALORE", 255] };

/** `{key, process, label, sample, image, after: keys, ends: exit code of the first attempt}` */
export const tasksFor = (samples) => {
  const names = Array.from(
    { length: samples },
    (_, index) => `SRR63570${String(index + 70).padStart(3, "0")}`,
  );
  const perSample = names.flatMap((sample, index) =>
    PER_SAMPLE.map((kind) =>
      task(kind, { sample, after: (needed) => [`${needed}/${sample}`], number: index + 1 }),
    ),
  );
  const keysOf = (needed) => perSample.filter(({ process }) => process === needed).map(({ key }) => key);
  const ofAll = (needed) => (keysOf(needed).length > 0 ? keysOf(needed) : [`${needed}/all`]);
  return [...perSample, ...FOR_ALL.map((kind) => task(kind, { sample: "all", after: ofAll, number: 0 }))];
};

const task = ({ process, image, after }, { sample, after: keysFor, number }) => ({
  key: `${process}/${sample}`,
  process,
  image,
  sample,
  label: sample === "all" ? `${SCOPE}:${process}` : `${SCOPE}:${process} (${sample})`,
  jobName: `${SCOPE.replace(":", "_")}_${process}_${sample}`,
  after: after.flatMap(keysFor),
  ends: UNLUCKY[number]?.[0] === process ? UNLUCKY[number][1] : 0,
});
