import { UnusableFile } from "../../../shared/import/encoding.ts";
import { reportLines } from "../../../shared/import/report.ts";
import { sayProgress } from "../../../shared/import/say-progress.ts";
import { recipientImporter } from "./recipient-import.composition.ts";

// Recipients from the command line: import recipients FILE...

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const [, kind = "", ...words] = process.argv.slice(2);
const files = words.filter((word) => word !== "--verbose");
const importer = recipientImporter(process.env);
try {
  const began = performance.now();
  const report = await importer.take(files, process.env["AUTHORITY"] ?? "", sayProgress(say, kind));
  const [...lines] = reportLines(kind, report, words.includes("--verbose") ? undefined : "--verbose lists them");
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
