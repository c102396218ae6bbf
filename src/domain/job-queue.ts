/** A Batch job queue with the compute environments behind it. */
export type JobQueue = {
  name: string;
  enabled: boolean;
  valid: boolean;
  statusReason?: string;
  /** A fair-share queue wants a share identifier, a plain one refuses it. */
  fairShare: boolean;
  environments: readonly ComputeEnvironment[];
};

export type ComputeEnvironment = {
  name: string;
  enabled: boolean;
  valid: boolean;
  statusReason?: string;
  kind: "EC2" | "SPOT" | "FARGATE" | "FARGATE_SPOT" | "EKS" | "unmanaged";
  /** Absent: AWS does not tell (unmanaged). */
  maxVcpus?: number;
  instanceTypes: readonly string[];
};
