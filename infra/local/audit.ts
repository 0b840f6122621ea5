import { runOnData } from "./run-on-data.ts";

// npm run audit -- verify: over the local system's data, whether it runs or not.

await runOnData("audit", process.argv.slice(2));
