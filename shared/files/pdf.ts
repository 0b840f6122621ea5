import type { ContentFault } from "./file-types.ts";
import { type PdfFile, readPdf } from "./pdf-file.ts";
import { isDictionary, isName, isReference, type PdfDictionary, PdfFault, type PdfValue } from "./pdf-objects.ts";

const START = "%PDF-";
const END = "%%EOF";
/** Readers look for the header this far (ISO 32000-1, annex H, note 13). */
const START_WITHIN = 1024;

/** Where an action, or a list of them, may stand (ISO 32000-1, 12.6). `AA` names one for each event. */
const ACTION_KEYS: ReadonlySet<string> = new Set(["A", "OpenAction", "Next", "PA"]);
const EVENT_KEY = "AA";
/** The one thing a document may do: go to another of its own places. */
const ALLOWED_ACTION = "GoTo";
/** Kinds of action refused wherever they stand, for readers that mend a file may find what this one does not. Elements of tagged text, which have a parent, may bear any name. */
const ACTIONS_REFUSED: ReadonlySet<string> = new Set("Launch JavaScript SubmitForm ImportData GoToR GoToE URI Rendition RichMediaExecute".split(" "));

/** The annotations that only show something. */
const ALLOWED_ANNOTATIONS: ReadonlySet<string> = new Set(
  "Link Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Caret Stamp Ink Popup Widget PrinterMark TrapNet Watermark Redact".split(
    " ",
  ),
);

/** What carries a script, a file, a form of another kind, a film or an address. As a plain name (of a tag, say) each is only a word. */
const CARRIES: ReadonlySet<string> = new Set(
  "JS JavaScript EmbeddedFiles EF XFA RichMediaContent RichMediaSettings Renditions AlternatePresentations Collection URI".split(" "),
);
/** What in the dictionary of a stream fetches its data from elsewhere. */
const ELSEWHERE: ReadonlySet<string> = new Set(["F", "FFilter", "FDecodeParms"]);
const STREAM_TYPES_REFUSED: ReadonlySet<string> = new Set(["EmbeddedFile", "PS"]);

/** Where the header begins; -1 where there is none as far as readers look. */
const startOf = (file: Buffer): number => file.subarray(0, START_WITHIN + START.length).indexOf(START, 0, "latin1");

export const isPdf = (file: Buffer): boolean => startOf(file) >= 0;

/**
 * A PDF is read whole, and each of its objects is looked at, whether anything points at it or not. What it may do is listed: to go to a
 * place of its own. `active` does or carries anything else; `locked` is encrypted, so that what it holds cannot be looked at.
 */
export function pdfFault(file: Buffer): ContentFault | undefined {
  const end = endOfText(file);
  const lastEnd = file.lastIndexOf(END, undefined, "latin1");
  if (lastEnd < 0) return "not-whole";
  if (lastEnd !== end - END.length) return "more-inside";
  const start = startOf(file);
  if (!file.includes("startxref", start, "latin1")) return "not-whole";
  if (file.indexOf(START, start + START.length, "latin1") >= 0) return "more-inside";
  if (file.includes("/Encrypt")) return "locked";
  try {
    const pdf = readPdf(file, start);
    return faultOf(pdf);
  } catch (error) {
    if (error instanceof PdfFault) return "not-whole";
    throw error;
  }
}

/** Where the text ends, but for white space. */
function endOfText(file: Buffer): number {
  let end = file.length;
  while (end > 0 && [0, 9, 10, 12, 13, 32].includes(file[end - 1] ?? -1)) end -= 1;
  return end;
}

function faultOf(pdf: PdfFile): ContentFault | undefined {
  let fault: ContentFault | undefined;
  const open: PdfValue[] = [...pdf.trailers];
  for (const versions of pdf.objects.values()) for (const version of versions) open.push(version);
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) for (const item of value) open.push(item);
    else if (isDictionary(value)) {
      if (value.entries.some(([key]) => key === "Encrypt")) return "locked";
      if (isActive(pdf, value)) fault = "active";
      for (const [, inner] of value.entries) if (typeof inner === "object") open.push(inner);
    }
  }
  return fault;
}

function isActive(pdf: PdfFile, dictionary: PdfDictionary): boolean {
  const { entries } = dictionary;
  const named = (key: string): string[] =>
    entries.flatMap(([name, value]) => (name === key ? versionsOf(pdf, value).flatMap((one) => (isName(one) ? [one.name] : [])) : []));
  for (const [key, value] of entries) {
    if (CARRIES.has(key) && !isName(value)) return true;
    if (ACTION_KEYS.has(key) && actsOtherwise(pdf, value)) return true;
    if (key === EVENT_KEY && versionsOf(pdf, value).some((events) => isDictionary(events) && events.entries.some(([, one]) => actsOtherwise(pdf, one))))
      return true;
  }
  if (named("Type").includes("Action") && actsOtherwise(pdf, dictionary)) return true;
  if (named("S").some((kind) => ACTIONS_REFUSED.has(kind)) && !entries.some(([key]) => key === "P")) return true;
  // Every annotation says where it lies.
  if (entries.some(([key]) => key === "Rect") && named("Subtype").some((one) => !ALLOWED_ANNOTATIONS.has(one))) return true;
  if (!pdf.streams.has(dictionary)) return false;
  return (
    entries.some(([key]) => ELSEWHERE.has(key)) || [...named("Type"), ...named("Subtype"), ...named("Subtype2")].some((one) => STREAM_TYPES_REFUSED.has(one))
  );
}

/** Whether a value where actions stand is one that does more than go to a place. What says no kind is none: attributes of tagged text stand there too. */
function actsOtherwise(pdf: PdfFile, value: PdfValue): boolean {
  return versionsOf(pdf, value)
    .flatMap((one) => (Array.isArray(one) ? one.flatMap((item) => versionsOf(pdf, item)) : [one]))
    .some(
      (one) =>
        isDictionary(one) &&
        one.entries.some(([key, kind]) => key === "S" && versionsOf(pdf, kind).some((name) => !isName(name) || name.name !== ALLOWED_ACTION)),
    );
}

/** What a value may stand for: itself, or whatever was ever written under the number that it refers to, through one more reference at most. */
function versionsOf(pdf: PdfFile, value: PdfValue): readonly PdfValue[] {
  if (!isReference(value)) return [value];
  const written = (number: number) => {
    const versions = pdf.objects.get(number) ?? [];
    pdf.left.values -= 1 + versions.length;
    if (pdf.left.values < 0) throw new PdfFault("Too much");
    return versions;
  };
  return written(value.reference).flatMap((one) => (isReference(one) ? written(one.reference) : [one]));
}
