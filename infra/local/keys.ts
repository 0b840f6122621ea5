import { runOnData } from "./run-on-data.ts";

// npm run keys -- rotate-now|end-all: what to do when the keys of sessions may be known to somebody (docs/runbooks/keys-leaked.md).

await runOnData("accounts", ["keys", ...process.argv.slice(2)]);
