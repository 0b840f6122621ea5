import { runOnData } from "./run-on-data.ts";

// npm run import -- KIND FILE...: into the local system if it runs, otherwise into its data.

await runOnData("directory", ["import", ...process.argv.slice(2)]);
