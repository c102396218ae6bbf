/** The parts of SubmitJob's input as AWS names them. Source: the Batch API reference; a test holds it against the SDK. */

/** The whole input. */
export type SubmitRequest = {
  jobName: string;
  jobQueue: string;
  jobDefinition: string;
  shareIdentifier?: string;
  schedulingPriorityOverride?: number;
  arrayProperties?: { size: number };
  dependsOn?: JobDependency[];
  parameters?: Record<string, string>;
  containerOverrides?: ContainerOverrides;
  nodeOverrides?: NodeOverrides;
  retryStrategy?: { attempts?: number; evaluateOnExit?: RetryRule[] };
  propagateTags?: boolean;
  timeout?: { attemptDurationSeconds: number };
  tags: Record<string, string>;
  eksPropertiesOverride?: EksPropertiesOverride;
  ecsPropertiesOverride?: EcsPropertiesOverride;
  consumableResourcePropertiesOverride?: ConsumableResources;
};

/** Without a job id, each child of an array waits for the one before it. */
export type JobDependency = { jobId?: string; type?: "N_TO_N" | "SEQUENTIAL" };

export type RetryRule = {
  onStatusReason?: string;
  onReason?: string;
  onExitCode?: string;
  action: "RETRY" | "EXIT";
};

export type NamedText = { name: string; value: string };

export type ResourceRequirement = { type: "VCPU" | "MEMORY" | "GPU"; value: string };

export type ContainerOverrides = {
  /** The old fields, which count only where the definition has no resourceRequirements; memory in MiB. */
  vcpus?: number;
  memory?: number;
  command?: string[];
  instanceType?: string;
  environment?: NamedText[];
  resourceRequirements?: ResourceRequirement[];
};

export type NodeOverrides = { numNodes?: number; nodePropertyOverrides?: NodeOverride[] };

export type NodeOverride = {
  targetNodes: string;
  containerOverrides?: ContainerOverrides;
  ecsPropertiesOverride?: EcsPropertiesOverride;
  instanceTypes?: string[];
  eksPropertiesOverride?: EksPropertiesOverride;
  consumableResourcePropertiesOverride?: ConsumableResources;
};

export type EcsPropertiesOverride = { taskProperties?: { containers?: TaskContainerOverride[] }[] };

export type TaskContainerOverride = {
  command?: string[];
  environment?: NamedText[];
  name?: string;
  resourceRequirements?: ResourceRequirement[];
};

export type EksPropertiesOverride = {
  podProperties?: {
    containers?: EksContainerOverride[];
    initContainers?: EksContainerOverride[];
    metadata?: {
      labels?: Record<string, string>;
      annotations?: Record<string, string>;
      namespace?: string;
    };
  };
};

export type EksContainerOverride = {
  name?: string;
  image?: string;
  command?: string[];
  args?: string[];
  env?: NamedText[];
  resources?: { limits?: Record<string, string>; requests?: Record<string, string> };
};

export type ConsumableResources = {
  consumableResourceList?: { consumableResource?: string; quantity?: number }[];
};

/** What no option of ours can say: kept word for word, and sent word for word. */
export type OnlyInDocuments = Pick<
  SubmitRequest,
  | "schedulingPriorityOverride"
  | "nodeOverrides"
  | "propagateTags"
  | "eksPropertiesOverride"
  | "ecsPropertiesOverride"
  | "consumableResourcePropertiesOverride"
> & {
  /** Of the container: what is no command, environment or requirement. */
  container?: Pick<ContainerOverrides, "vcpus" | "memory" | "instanceType">;
  retryRules?: RetryRule[];
};
