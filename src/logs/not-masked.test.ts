import { describe, expect, test } from "vitest";
import { readMasked } from "../../test/support/masked-log.ts";

describe("what is no secret stays as it was printed", () => {
  test.each([
    "job 3fa9c1d2-5b6e-4f70-8a91-b2c3d4e5f607 started, array child 3fa9c1d2-5b6e-4f70-8a91-b2c3d4e5f607:17",
    "arn:aws:batch:us-west-2:111122223333:job/3fa9c1d2-5b6e-4f70-8a91-b2c3d4e5f607",
    "arn:aws:secretsmanager:us-west-2:111122223333:secret:pw-AbCdEf",
    "arn:aws:iam::111122223333:role/fh-pi-peters-u-batchtask AROAEXAMPLEID1234567",
    "align/default/9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    "Digest: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "111122223333.dkr.ecr.us-west-2.amazonaws.com/align@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  reads.bam",
    "d41d8cd98f00b204e9800998ecf8427e *lane1.fastq.gz",
    "the secret of the commit is da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "commit da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "integrity sha512-dPnplMyjJYpVCJDNTjpUA8c/AfoHbWANJJJWKroK50DGGhAB4Oumzk+XinBMyMMAwgOsjU9CB9lUHXDvObMVCg==",
    "download: s3://fh-pi-peters-u/in/NA12878/S1_L001_R1_001.fastq.gz to ./S1_L001_R1_001.fastq.gz",
    "s3://fh-pi-peters-u/ref/GRCh38_full_analysis_set_plus_decoy_hla.fa",
    "https://b.s3.us-west-2.amazonaws.com/k/NA12878.bam?versionId=3HL4kqtJlcpXroDTDmJ",
    "samples NA12878, HG00096, TCGA-AB-1234-01A-11D-A012-08, SRR12345678_1, GSM1234567, CG_1042_T1",
    `read ${"ACGTTGCAAC".repeat(15)}`,
    `${"ACGTTGCAAC".repeat(7)}NNNNACGT`,
    `protein ${"MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSGAEKAVQVKVKALPDAQFEVV"}`,
    "@A00123:45:HKJ7LDSXX:1:1101:10003:1000 1:N:0:ATTACTCG+TATAGCCT",
    "FFFFFFFFFFFF:FFFFFFFFFFFFFFFFFFFF,FFFFFFFFFFFFFFFFFFF:FFFFFFFFFFFFFFFFFFFFF#FFFFFFFFF",
    "AAAFFJJJJJJJJJJFJJJJJJJJJJJJJJJJJJJJJJJJJJJJJJJFJJJJJJJJJJJJJJ<JJJJJJJ7JJJJ-AFJJJ",
    "ffffcfffdeedffffffffddddffeeffffffffffdddeeeffffcccfffffffbbbbfff",
    "BBBFFFFFHHHHHJJJJJJIJJJJJJJIIJJJJJJJJJJJJJJJJIJJJJJJHHHHFFFFFEEE",
    "50M2I48M1D12S 99 chr1 10468 60 151M = 10600 283",
    "550e8400-e29b-41d4-a716-446655440000",
    "2026-11-29T10:00:07.123Z INFO  [main] org.lab.align.Pipeline - processed 1000 reads, 45.6 reads/s",
    "INFO ProgressMeter - chr1:1234567 12.2 7000 573.7",
    "executor > awsbatch (3)\\n[3f/a9c1d2] process > ALIGN (NA12878) [100%] 3 of 3, cached: 1",
    "use_token=true, region us-west-2, mode enabled, NA12878 done",
    "max_tokens: 4096, tokenizer=bert-base-uncased, pad_token_id=0, next token: the",
    "primary key: sample_id, sort key: lane_number, keys: 12 of 14",
    "password: required. Secret of the cell: none. The key is to wait.",
    "SG.gene.model1 SG.2.3 eyJ.x sk-learn hf_hub npm_config_cache pypi-server",
    "Task failed: java.util.concurrent.ExecutionException at Token.java:42",
    "bwa mem -t 8 -K 100000000 -R @RG\\tID:A\\tSM:NA12878\\tPL:ILLUMINA ref.fa r1.fq r2.fq",
    "Basic statistics for 12345 sequences; bearer of the variant: exon 12",
    "http://localhost:8080/x@2 user@example.org git@github.com:lab/x.git",
    "ENSG00000141510.17 ENST00000269305.9 NM_000546.6 rs1042522 chr17:7676154-7676154",
    "checkpoint-0001_20261129_100007_model_best_val_loss0.1234.ckpt",
    "conda: numpy-1.26.4-py311h64a7726_0, r-base-4.3.2-h1a6a2b0_3",
    "-----BEGIN CERTIFICATE----- of example.org -----BEGIN PUBLIC KEY-----",
  ])("%s", async (line) => {
    const [only] = await readMasked(line);
    expect(only?.masked, only?.text).toBe(0);
    expect(only?.text).toBe(line);
  });
});
