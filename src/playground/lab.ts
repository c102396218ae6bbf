/** What a lab's AWS account has: queues, the machines behind them, and the definitions its people run. */
import type { AccountSeed } from "./aws/local-aws.ts";
import { severalLogs } from "./lab-of-several.ts";

export type Lab = { pi: string; account: string };

/** Where this playground's AWS is, and what a job finds on its PATH. */
export type Surroundings = {
  awsUrl: string;
  region: string;
  path: string;
  /** The folder whose programs play the tools of bioinformatics. */
  programs: string;
};

type Definition = AccountSeed["definitions"][number];

export function labSeed({ pi, account }: Lab, around: Surroundings): Omit<AccountSeed, "roles"> {
  return {
    account,
    computeEnvironments: [
      { name: "spot", type: "SPOT", maxvCpus: 16, maxMemoryMiB: 65_536 },
      { name: "highmem", type: "EC2", maxvCpus: 8, maxMemoryMiB: 262_144 },
      { name: "gpu", type: "EC2", maxvCpus: 96, maxMemoryMiB: 1_179_648, instanceTypes: ["p4d.24xlarge"] },
      { name: "workflows", type: "SPOT", maxvCpus: 16, maxMemoryMiB: 131_072 },
    ],
    queues: [
      { name: "default", computeEnvironments: ["spot"] },
      { name: "highmem", computeEnvironments: ["highmem"] },
      { name: "gpu", computeEnvironments: ["gpu"] },
      { name: "workflows", computeEnvironments: ["workflows"] },
    ],
    definitions: [...plain({ pi, account }, around), ...tools({ pi, account }, around), ...severalLogs()],
  };
}

const alignScript =
  'for step in index map sort; do echo "$(date +%T) $step $1"; sleep 2; done; echo "wrote $2$1.bam"';

/** The users' guide submits `myJobDef:7`: what it shows can be pasted as it stands. */
const guideRevision = 7;

/** Their commands are whatever this machine has. */
function plain({ pi, account }: Lab, { region }: Surroundings): Definition[] {
  const jobRoleArn = roleOfJobs({ pi, account });
  return [
    definition("hello", {
      image: "busybox:1.36",
      command: ["echo", "hello from Batchmate"],
      vcpus: 1,
      memoryMiB: 512,
    }),
    {
      ...definition("align", {
        image: `${account}.dkr.ecr.${region}.amazonaws.com/align:1.4`,
        command: ["sh", "-c", alignScript, "align", "Ref::sample", "Ref::out"],
        vcpus: 4,
        memoryMiB: 16_384,
        jobRoleArn,
      }),
      parameters: { out: `s3://fh-pi-${pi}/out/` },
    },
    ...Array.from({ length: guideRevision }, () =>
      definition("myJobDef", { image: "busybox:1.36", command: ["true"], vcpus: 1, memoryMiB: 512 }),
    ),
    definition("python", {
      image: "python:3.13",
      command: ["python3", "--version"],
      vcpus: 2,
      memoryMiB: 4_096,
      jobRoleArn,
    }),
  ];
}

/** As an image would, these bring programs of their own, and in front of what the machine has. */
function tools(lab: Lab, { awsUrl, region, path, programs }: Surroundings): Definition[] {
  const jobRoleArn = roleOfJobs(lab);
  const inImage = [{ name: "PATH", value: `${programs}:${path}` }];
  const tool = (name: string, container: Omit<Container, "environment" | "jobRoleArn">) =>
    definition(name, { ...container, environment: inImage, jobRoleArn });
  const image = (name: string) => `quay.io/biocontainers/${name}`;
  return [
    tool("star-align", {
      image: image("star:2.7.11b--h5ca1c30_5"),
      command: [
        "STAR",
        "--runMode",
        "alignReads",
        "--genomeDir",
        "/ref/GRCh38",
        "--readFilesIn",
        "reads.fastq.gz",
      ],
      vcpus: 8,
      memoryMiB: 36_864,
    }),
    tool("samtools-sort", {
      image: image("samtools:1.21--h50ea8bc_0"),
      command: ["samtools", "sort", "-@", "2", "-m", "200M", "aligned.bam"],
      vcpus: 2,
      memoryMiB: 8_192,
    }),
    tool("dorado-basecall", {
      image: "nanoporetech/dorado:1.1.1",
      command: ["dorado", "basecaller", "hac", "pod5/"],
      vcpus: 8,
      memoryMiB: 65_536,
    }),
    tool("fastqc", {
      image: image("fastqc:0.12.1--hdfd78af_0"),
      command: ["fastqc", "reads.fastq.gz"],
      vcpus: 1,
      memoryMiB: 2_048,
    }),
    tool("call-variants", {
      image: image("gatk4:4.6.1.0--py310hdfd78af_0"),
      command: ["call-variants", "--samples", "cohort.tsv"],
      vcpus: 1,
      memoryMiB: 512,
    }),
    tool("umi-tools", {
      image: image("umi_tools:1.1.6--py311haab0aaa_0"),
      command: ["collapse-umis", "--cells", "cells.csv"],
      vcpus: 1,
      memoryMiB: 4_096,
    }),
    tool("fetch-reads", {
      image: image("sra-tools:3.1.1--h4304569_2"),
      command: ["fetch-reads", "SRR6357070"],
      vcpus: 1,
      memoryMiB: 2_048,
    }),
    definition("nextflow-head", {
      image: "nextflow/nextflow:25.10.0",
      command: ["nextflow", "run", "nf-core/rnaseq", "-profile", "awsbatch"],
      vcpus: 1,
      memoryMiB: 4_096,
      jobRoleArn,
      environment: [
        ...inImage,
        { name: "AWS_ENDPOINT_URL", value: awsUrl },
        { name: "AWS_REGION", value: region },
        { name: "AWS_ACCESS_KEY_ID", value: `AKIALOCAL${lab.account}` },
        { name: "NXF_QUEUE", value: "workflows" },
      ],
    }),
  ];
}

export function roleOfJobs({ pi, account }: Lab): string {
  return `arn:aws:iam::${account}:role/fh-pi-${pi}-batchtask`;
}

type Container = {
  image: string;
  command: string[];
  vcpus: number;
  memoryMiB: number;
  jobRoleArn?: string;
  environment?: { name: string; value: string }[];
};

function definition(name: string, { vcpus, memoryMiB, ...container }: Container): Definition {
  return {
    jobDefinitionName: name,
    type: "container",
    containerProperties: {
      ...container,
      resourceRequirements: [
        { type: "VCPU", value: String(vcpus) },
        { type: "MEMORY", value: String(memoryMiB) },
      ],
    },
  };
}
