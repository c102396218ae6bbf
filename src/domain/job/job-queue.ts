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

/** What a queue's environments that work can run at once; undefined where AWS does not tell. */
export function vcpusOf({ environments }: JobQueue): number | undefined {
  const usable = environments.filter(({ enabled, valid }) => enabled && valid);
  const most = usable.map(({ maxVcpus }) => maxVcpus);
  return most.some((vcpus) => vcpus === undefined)
    ? undefined
    : most.reduce<number>((sum, vcpus = 0) => sum + vcpus, 0);
}

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
