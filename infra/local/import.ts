import { EVERY_KIND, sliceOf } from "../../shared/import/kinds.ts";
import { runOnData } from "./run-on-data.ts";

// npm run import -- KIND FILE...: into the local system if it runs, otherwise into its data. Each slice takes its own kinds.

const [kind = "", ...files] = process.argv.slice(2);
const slice = kind === "rebuild" ? "directory" : sliceOf(kind);
if (slice && (files.length > 0 || kind === "rebuild")) await runOnData(slice, ["import", kind, ...files]);
else {
  process.stderr.write(
    `Usage: npm run import -- KIND FILE... [--verbose] [--take-off-missing] [--layout NAME] [--account REFERENCE]\nKIND is one of ${EVERY_KIND.join(", ")}, or rebuild.\n`,
  );
  process.exitCode = 2;
}
