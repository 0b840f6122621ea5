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

/** The key a file is kept under: it tells nothing to anybody else. */
export function fileKey({ case: caseId, evidence, file, by }: FilePlace): string {
  const [code = "", worker = NOBODY] = evidence.split(/\.(.*)/s);
  return [BEGINNING, caseId, code, worker, file, ...(by === undefined ? [] : [by])].join("/");
}

/** What a key says; undefined where it is none of ours. */
export function fileAt(key: string): FilePlace | undefined {
  const [beginning, caseId = "", code = "", worker = "", file = "", by, ...more] = key.split("/");
  const evidence = worker === NOBODY ? code : `${code}.${worker}`;
  if (beginning !== BEGINNING || more.length > 0 || ![caseId, evidence, file, by ?? file].every((id) => RecordId.safeParse(id).success)) return undefined;
  return { case: caseId, evidence, file, ...(by === undefined ? {} : { by }) };
}
