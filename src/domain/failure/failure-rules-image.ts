/** An image that did not arrive: by far the most common reason for a job that never started. */
import { type FailureRule, imageText } from "./failure-rule.ts";

const pull = /CannotPullContainer|CannotPullECRContainer|ImagePullBackOff|ErrImagePull|InvalidImageName/i;

function pulling(detail: RegExp): FailureRule["when"] {
  return ({ text }) => pull.test(text) && detail.test(text);
}

export const imageRules: readonly FailureRule[] = [
  {
    cause: "image-not-found",
    when: pulling(
      /manifest.*(not found|unknown)|not found: manifest|repository .*not exist|name unknown|InvalidImageName|invalid reference format/is,
    ),
    hasStarted: false,
    explain: ({ image }) => ({
      what: `${imageText(image)} was not found`,
      advice: "Check its name and tag in the job definition, and that it was pushed.",
      next: { kind: "edit" },
    }),
  },
  {
    cause: "image-pull",
    when: pulling(/toomanyrequests|rate limit/i),
    hasStarted: false,
    explain: ({ image }) => ({
      what: `the registry gave out ${imageText(image)} too often and refused it for now`,
      advice: "Run it again later. A copy of the image in the lab's own registry ends this.",
      next: { kind: "retry" },
    }),
  },
  {
    cause: "image-pull",
    when: pulling(
      /no basic auth|not authorized|AccessDenied|access denied|denied|unauthorized|authentication required|403/i,
    ),
    hasStarted: false,
    explain: ({ image }) => ({
      what: `the registry did not let it read ${imageText(image)}`,
      advice:
        "Check the image's name. If it is right, an admin has to give the execution role the right to read it.",
      next: { kind: "ask" },
    }),
  },
  {
    cause: "image-pull",
    when: pulling(/no space left on device/i),
    hasStarted: false,
    explain: ({ image }) => ({
      what: `the machine's disk had no room for ${imageText(image)}`,
      advice: "A smaller image helps, or an admin can give the machines a larger disk.",
      next: { kind: "ask" },
    }),
  },
  {
    cause: "image-pull",
    when: pulling(
      /i\/o timeout|timed? ?out|request canceled|connection (refused|reset)|no such host|TLS handshake|network/i,
    ),
    hasStarted: false,
    explain: ({ image }) => ({
      what: `the registry with ${imageText(image)} could not be reached`,
      advice: "Run it again; if it happens again, an admin has to look at the network of the machines.",
      next: { kind: "retry" },
    }),
  },
  {
    cause: "image-pull",
    when: ({ text }) => pull.test(text),
    hasStarted: false,
    explain: ({ image }) => ({
      what: `${imageText(image)} could not be fetched`,
      advice: "Check its name and tag, then run it again.",
      next: { kind: "edit" },
    }),
  },
];
