/** Why a queue may stand still, in the words AWS Batch puts into the status reason of the job at its head. */
export type BlockedReason = { label: string; reason: string };

/** docs.aws.amazon.com/batch/latest/userguide/batch_cwe_events.html and job_stuck_in_runnable.html */
export const blockedReasons: BlockedReason[] = [
  {
    label: "No capacity of the instance type",
    reason:
      "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type [m5.4xlarge]",
  },
  {
    label: "More vCPUs than the environments have",
    reason:
      "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the CPU requirement of the job.",
  },
  {
    label: "No instance type fits the job",
    reason:
      "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.",
  },
  {
    label: "Service role lacks a permission",
    reason: "MISCONFIGURATION:SERVICE_ROLE_PERMISSIONS – Batch service role has a permission issue.",
  },
  {
    label: "Instance configuration is not supported",
    reason:
      "MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED - Instance configuration associated with the CE(s) is not supported.",
  },
  {
    label: "Compute environment is invalid",
    reason: "ACTION_REQUIRED - CE(s) associated with the job queue are invalid.",
  },
  {
    label: "Cause unknown",
    reason: "UNDETERMINED - Batch job is blocked, root cause is undetermined.",
  },
];
