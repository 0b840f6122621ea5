import { parseArgs } from "node:util";
import { UnusableFile } from "../../../shared/import/encoding.ts";
import { reportLines } from "../../../shared/import/report.ts";
import { sayProgress } from "../../../shared/import/say-progress.ts";
import { statementImporter } from "./statement-import.composition.ts";

// Statements from the command line: import card-statement FILE... --layout NAME [--account REFERENCE] [--verbose]

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: { layout: { type: "string", default: "" }, account: { type: "string" }, verbose: { type: "boolean", default: false } },
});
const [kind = "", ...files] = positionals;
const importer = statementImporter(process.env);
try {
  const began = performance.now();
  const { layout, account: reference } = values;
  const report = await importer.take(files, { authority: process.env["AUTHORITY"] ?? "", layout, reference, progress: sayProgress(say, kind) });
  const [...lines] = reportLines(kind, report, values.verbose ? undefined : "--verbose lists them");
  const last = lines.pop() ?? "";
  for (const line of lines) say(line);
  say(`${last}, ${((performance.now() - began) / 1000).toFixed(1)} s`);
} catch (error) {
  const known = error instanceof UnusableFile || (error instanceof Error && "code" in error && error.code === "ENOENT");
  process.stderr.write(`${known && error instanceof Error ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
} finally {
  importer.close();
}
