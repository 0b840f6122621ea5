import { runOnData } from "./run-on-data.ts";

// npm run measure: does now what is done every night, to see where support is short.
await runOnData("market", []);
