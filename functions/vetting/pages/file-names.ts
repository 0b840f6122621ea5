import type { Situation } from "../rules/decide-case.ts";
import { checklistLines, type Evidence, filesToShow } from "../rules/evidence.ts";
import { evidenceTitle } from "./words.ts";

/** What a file is called on a page: the name it was sent with, or whose it is and which of them where it has none. */
export const fileTitle = ({ name }: Pick<Evidence["files"][number], "name">, title: string, index: number): string => name ?? `${title}, file ${index + 1}`;

/** What was sent of one piece of evidence, by the names of its files. */
export interface FilesOf {
  readonly id: string;
  readonly title: string;
  readonly names: readonly string[];
}

/** The files that go with an application, as its checklist asks for them; `workers` are the names of people who work there. */
export const filesSent = ({ case: vettingCase, checklist, evidence }: Situation, workers: ReadonlyMap<string, string>): readonly FilesOf[] =>
  checklistLines(vettingCase, checklist).flatMap((line) => {
    const sent = evidence.find(({ id }) => id === line.id);
    const clean = line.need === "not-needed" || !sent ? [] : filesToShow(sent).filter(({ state }) => state === "clean");
    const title = evidenceTitle(line, workers);
    return clean.length === 0 ? [] : [{ id: line.id, title, names: clean.map((file, index) => fileTitle(file, title, index)) }];
  });
