import type { Scene } from "../scene.ts";
import { failed } from "./failed.ts";

export const phone: Scene = {
  ...failed,
  name: "phone",
  shot: { ...failed.shot, width: 430, height: 932 },
};
