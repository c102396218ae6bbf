import { describe, expect, test } from "vitest";
import { aDefinition, aWish } from "../../../test/fixtures/a-submission.ts";
import type { JobLayout, SizedPart } from "../job/job-definition.ts";
import { askedSize } from "./asked-size.ts";
import type { OnlyInDocuments } from "./submit-request.ts";

const size = (vcpus: number, memoryMiB: number, gpus = 0) => ({ vcpus, memoryMiB, gpus });
const main: SizedPart = { name: "main", size: size(2, 4_096) };
const side: SizedPart = { name: "side", size: size(1, 1_024) };

function asked(layout: JobLayout | undefined, more: OnlyInDocuments = {}, wish = {}) {
  const definition = aDefinition({ ...(layout === undefined ? {} : { layout }), size: size(4, 16_384) });
  return askedSize(aWish({ ...wish, more }), definition);
}

const oneNode: JobLayout = {
  nodes: 1,
  mainNode: 0,
  ranges: [{ targetNodes: "0", containers: [main, side] }],
};
const fourNodes: JobLayout = {
  nodes: 4,
  mainNode: 0,
  ranges: [
    { targetNodes: "0:", containers: [{ size: size(8, 8_192) }] },
    { targetNodes: "0", containers: [{ size: size(2, 2_048) }] },
  ],
};

describe("a single container", () => {
  test("is what its definition says, with the old fields and the new in place of it", () => {
    expect(asked(undefined).main).toEqual(size(4, 16_384));
    expect(asked(undefined, { container: { vcpus: 8, memory: 2_000 } }).main).toEqual(size(8, 2_000));
    expect(asked(undefined, { container: { vcpus: 8 } }, { vcpus: 16, gpus: 1 }).total).toEqual(
      size(16, 16_384, 1),
    );
  });
});

describe("a task or a pod", () => {
  test("is the sum of its containers, and an override counts for the container that it names", () => {
    expect(asked(oneNode)).toEqual({ main: size(3, 5_120), total: size(3, 5_120), nodes: 1 });
    const containers = [
      { name: "side", resourceRequirements: [{ type: "VCPU" as const, value: "4" }] },
      { name: "other", resourceRequirements: [{ type: "VCPU" as const, value: "64" }] },
    ];
    const more = { ecsPropertiesOverride: { taskProperties: [{ containers }] } };
    expect(asked(oneNode, more).main).toEqual(size(6, 5_120));
  });

  test("of Kubernetes counts limits before requests, in Kubernetes' own units", () => {
    const resources = {
      limits: { cpu: "500m", memory: "2Gi", "nvidia.com/gpu": "1" },
      requests: { cpu: "8", memory: "64Gi" },
    };
    const more = { eksPropertiesOverride: { podProperties: { containers: [{ name: "main", resources }] } } };
    expect(asked(oneNode, more).main).toEqual(size(1.5, 3_072, 1));
  });
});

describe("a job of several nodes", () => {
  test("is all of its nodes, each as the narrowest range says", () => {
    expect(asked(fourNodes)).toEqual({ main: size(2, 2_048), total: size(26, 26_624), nodes: 4 });
  });

  test("has as many nodes, and as large ones, as are asked for", () => {
    const bigger = [{ type: "MEMORY" as const, value: "10000" }];
    const more: OnlyInDocuments = {
      nodeOverrides: {
        numNodes: 10,
        nodePropertyOverrides: [
          { targetNodes: "1:2", containerOverrides: { vcpus: 1, resourceRequirements: bigger } },
        ],
      },
    };
    expect(asked(fourNodes, more)).toEqual({
      main: size(2, 2_048),
      total: size(2 + 2 * 1 + 7 * 8, 2_048 + 2 * 10_000 + 7 * 8_192),
      nodes: 10,
    });
  });
});
