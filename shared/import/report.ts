import { servicePolicy } from "../policy/service.ts";
import { type ImportReport, withFile } from "./rows.ts";

/** What a report says where rows are not listed one by one; undefined: every row is listed. */
type Unlisted = "--verbose lists them" | "they are listed below";

/** What an import did, and what holds for its files as a whole. */
export interface NotedReport extends ImportReport {
  readonly notes: readonly string[];
}

/** The report in words, line by line, for whoever brought the files: what holds for them as a whole, what was refused, and what was taken. Rows refused alike are one line where there are many. */
export function reportLines(kind: string, { added, changed, unchanged, refused, doubtful = [], notes }: NotedReport, unlisted?: Unlisted): readonly string[] {
  const numbers = [`${added} new`, `${changed} changed`, `${unchanged} unchanged`].join(", ");
  return [
    ...notes.map((note) => `  ${note}`),
    ...rowLines(refused, unlisted),
    ...rowLines(doubtful, unlisted).map((line) => `${line} (taken)`),
    `${kind}: ${added + changed + unchanged} rows taken (${numbers}), ${new Set(refused.map(({ file, line }) => `${file} ${line}`)).size} refused`,
  ];
}

function rowLines(rows: ImportReport["refused"], unlisted: Unlisted | undefined): readonly string[] {
  const alike = [...Map.groupBy(rows, ({ field, reason }) => `${field} ${reason}`)];
  const isMany = ([, some]: (typeof alike)[number]) => unlisted !== undefined && some.length > servicePolicy.imports.listedAlike;
  const many = alike.filter(isMany);
  const few = new Set(alike.filter((one) => !isMany(one)).flatMap(([, some]) => some));
  const at = ({ line, file }: ImportReport["refused"][number]) => `${file === undefined ? "" : `${file}, `}line ${line}`;
  return [
    ...rows.filter((row) => few.has(row)).map((row) => `  ${at(row)}: ${row.field} ${row.reason}`),
    ...many.flatMap(([why, some]) => some.slice(0, 1).map((first) => `  ${some.length} rows, the first on ${at(first)}: ${why} (${unlisted})`)),
  ];
}

/** The report that is put beside a dropped file: in short, and where rows were left out of that every one of them below it. */
export function droppedReport(kind: string, report: NotedReport): readonly string[] {
  const [short, full] = [reportLines(kind, report, "they are listed below"), reportLines(kind, report)];
  return short.length === full.length ? short : [...short, "", ...full];
}

/** What an import of several files did, file by file: each row that was refused says which file it is of. */
export async function addedUp(files: readonly string[], take: (file: string) => Promise<ImportReport>): Promise<ImportReport> {
  const total = { added: 0, changed: 0, unchanged: 0 };
  const refused: ImportReport["refused"][number][] = [];
  const doubtful: ImportReport["refused"][number][] = [];
  for (const file of files) {
    const report = await take(file);
    for (const count of ["added", "changed", "unchanged"] as const) total[count] += report[count];
    refused.push(...withFile(report.refused, file, files));
    doubtful.push(...withFile(report.doubtful ?? [], file, files));
  }
  return { ...total, refused, doubtful };
}
