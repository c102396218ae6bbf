import type { Scene } from "./scene.ts";
import { array } from "./scenes/array.ts";
import { failed } from "./scenes/failed.ts";
import { home } from "./scenes/home.ts";
import { logs } from "./scenes/logs.ts";
import { phone } from "./scenes/phone.ts";
import { submit } from "./scenes/submit.ts";

export const scenes: readonly Scene[] = [submit, failed, array, logs, home, phone];
