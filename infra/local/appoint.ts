import { runOnData } from "./run-on-data.ts";

// npm run appoint -- EMAIL ROLE COUNCIL: how a council's first administrator comes to be.

await runOnData("accounts", ["appoint", ...process.argv.slice(2)]);
