import { RecordId } from "../../../shared/domain/fields.ts";

/** Files are sent without saying what they are: only their content is asked. */
export const UPLOAD_TYPE = "application/octet-stream";

/** Which piece of evidence of which case a file belongs to. */
export interface FilePlace {
  readonly case: string;
  readonly evidence: string;
  readonly file: string;
  /** The officer who sends it in the applicant's place; absent where the applicant does. */
  readonly by?: string | undefined;
}

const BEGINNING = "evidence";
const NOBODY = "-";

/** The key a file arrives under: it tells nothing to anybody else. */
export function fileKey({ case: caseId, evidence, file, by }: FilePlace): string {
  const [code = "", worker = NOBODY] = evidence.split(/\.(.*)/s);
  return [BEGINNING, caseId, code, worker, file, ...(by === undefined ? [] : [by])].join("/");
}

/** Where files are kept once they were checked. No form leads there. */
const CHECKED = "checked";

/** The key of a checked file: it names its content's mark, so that nothing that arrives later takes its place. */
export function checkedKey({ by: _, ...place }: FilePlace, mark: string | undefined): string {
  const [, ...where] = fileKey(place).split("/");
  return [CHECKED, ...where, mark?.replace(/[^\w-]/g, "") || NOBODY].join("/");
}

/** Whether a key is that of a checked file. */
export const isCheckedKey = (key: string): boolean => key.startsWith(`${CHECKED}/`);

/** What a key says; undefined where it is none of ours. */
export function fileAt(key: string): FilePlace | undefined {
  const [beginning, caseId = "", code = "", worker = "", file = "", by, ...more] = key.split("/");
  const evidence = worker === NOBODY ? code : `${code}.${worker}`;
  if (beginning !== BEGINNING || more.length > 0 || ![caseId, evidence, file, by ?? file].every((id) => RecordId.safeParse(id).success)) return undefined;
  return { case: caseId, evidence, file, ...(by === undefined ? {} : { by }) };
}
