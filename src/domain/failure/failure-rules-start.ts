/** A container that did not come to run although its image was there. */
import { type FailureRule, imageText } from "./failure-rule.ts";

function reading(pattern: RegExp): FailureRule["when"] {
  return ({ text }) => pattern.test(text);
}

const cannotStart = "CannotStartContainer|OCI runtime|RunContainerError|ContainerCannotRun|StartError";

export const startRules: readonly FailureRule[] = [
  {
    cause: "command-not-started",
    when: reading(
      new RegExp(`(${cannotStart})[^]*(executable file not found|no such file or directory)`, "i"),
    ),
    hasStarted: false,
    explain: ({ image }) => ({
      what: "its command was not found",
      advice: `Check its spelling, and that ${imageText(image)} contains it.`,
      next: { kind: "edit" },
    }),
  },
  {
    cause: "command-not-started",
    when: reading(new RegExp(`(${cannotStart})[^]*permission denied`, "i")),
    hasStarted: false,
    explain: ({ image }) => ({
      what: "its command may not be run",
      advice: `Make the file executable in ${imageText(image)} (chmod +x), and check that it is not a folder.`,
      next: { kind: "edit" },
    }),
  },
  {
    cause: "command-not-started",
    when: reading(new RegExp(`(${cannotStart})[^]*exec format error`, "i")),
    hasStarted: false,
    explain: ({ image }) => ({
      what: "its command is made for another kind of machine",
      advice: `Build ${imageText(image)} for the processor of the queue's machines (usually linux/amd64).`,
      next: { kind: "edit" },
    }),
  },
  {
    cause: "command-not-started",
    when: reading(new RegExp(cannotStart, "i")),
    hasStarted: false,
    explain: () => ({
      what: "its command could not be started",
      advice: "Check the command and the entry point of the image.",
      next: { kind: "edit" },
    }),
  },
  {
    cause: "logging",
    when: reading(/logging driver|logger args|awslogs/i),
    hasStarted: false,
    explain: () => ({
      what: "its log could not be set up",
      advice: "The log group is missing, or the machine cannot reach it. An admin has to look.",
      next: { kind: "ask" },
    }),
  },
  {
    cause: "file-system",
    when: reading(/\bEFS\b|mount\.nfs|fsx|failed to mount/i),
    hasStarted: false,
    explain: () => ({
      what: "a file system that it mounts could not be reached",
      advice: "An admin has to look at the mount target and its security group.",
      next: { kind: "ask" },
    }),
  },
  {
    cause: "resource-init",
    when: reading(
      /unable to pull secrets or registry auth|unable to retrieve secret|CreateContainerConfigError/i,
    ),
    hasStarted: false,
    explain: () => ({
      what: "a secret or the registry's password could not be read for it",
      advice:
        "Check the names under secrets in the job definition. If they are right, an admin has to look at the execution role.",
      next: { kind: "ask" },
    }),
  },
  {
    cause: "resource-init",
    when: reading(/ResourceInitializationError/i),
    hasStarted: false,
    explain: () => ({
      what: "something that its container needs could not be prepared",
      advice: "Run it again; if it happens again, ask the admins.",
      next: { kind: "retry" },
    }),
  },
  {
    cause: "network",
    when: reading(/network interface provisioning/i),
    hasStarted: false,
    explain: () => ({
      what: "AWS took too long to connect it to the network",
      advice: "Run it again.",
      next: { kind: "retry" },
    }),
  },
  {
    cause: "container-runtime",
    when: reading(/no space left on device/i),
    hasStarted: false,
    explain: () => ({
      what: "the machine's disk was full",
      advice: "Run it again; if it happens again, an admin can give the machines a larger disk.",
      next: { kind: "retry" },
    }),
  },
  {
    cause: "container-runtime",
    when: reading(
      /DockerTimeoutError|ContainerRuntimeTimeoutError|ContainerRuntimeError|CannotCreateContainer|CannotInspectContainer|CreateContainerError|could not transition to/i,
    ),
    hasStarted: false,
    explain: () => ({
      what: "the machine was too busy or too ill to start its container",
      advice: "Not a fault of your job. Run it again.",
      next: { kind: "retry" },
    }),
  },
];
