import { openStore } from "../../src/store/open-store.ts";

/** A process that opens the store it is given, says so, and keeps it open until it dies. */
await openStore(process.argv[2] ?? "");
process.stdout.write("open\n");
setInterval(() => {}, 60_000);
