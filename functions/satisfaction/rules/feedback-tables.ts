import type { Heading } from "../../../shared/domain/small-numbers/true-tables.ts";
import type { PlainDate } from "../../../shared/domain/time.ts";
import type { CountedTable } from "../../../shared/figures/counted.ts";
import { FORMATS, LANGUAGES } from "../../../shared/notices/preferences.ts";
import { ANSWERED_BY, type AnsweredBy, type FeedbackFact, INVITED_BY, INVITED_TO, type OnScale } from "../../../shared/records/feedback-facts.ts";
import { AREA_WORDS, SUPPORT_AREAS, supportArea } from "../../../shared/taxonomy/support-areas.ts";
import { languageName } from "../../../shared/taxonomy/taxonomy.ts";

/** What a table is made by: the one list of tables there is (docs/disclosure.md). What comes first is kept first, where not all can be protected. */
interface Listed {
  readonly id: string;
  /** What its rows are: the head of the first column. */
  readonly title: string;
  readonly rowsBy: string;
  readonly rows: readonly Heading[];
  readonly rowOf: (fact: FeedbackFact) => string;
  readonly columns: readonly Heading[];
  readonly columnOf: (fact: FeedbackFact) => string;
  readonly answers?: true;
}

/** Whether somebody answered: by the last day they could, whatever they left out. */
const isAnswered = ({ answeredOn, until }: FeedbackFact): boolean => answeredOn !== undefined && answeredOn <= until;

const ELSE = "other";
const OTHER: Heading = { id: ELSE, name: "Other" };
const UNANSWERED: Heading = { id: "unanswered", name: "Did not answer" };
export const ANSWERED = "answered";
const WHETHER: readonly Heading[] = [{ id: ANSWERED, name: "Answered" }, UNANSWERED];
const whether = (fact: FeedbackFact): string => (isAnswered(fact) ? ANSWERED : UNANSWERED.id);

/** 5 and 4 are the good end of the scale, 2 and 1 the other. What was skipped is no answer to it. Source: docs/disclosure.md, "The tables". */
const onScale = (given: OnScale | undefined): "good" | "between" | "bad" | "unknown" | "unsaid" => {
  if (given === undefined) return "unsaid";
  if (given === "dont-know") return "unknown";
  return given >= 4 ? "good" : given <= 2 ? "bad" : "between";
};

const scaleColumns = (about: "satisfied" | "control", good: string, bad: string): readonly Heading[] => [
  { id: `${about}-good`, name: good },
  { id: `${about}-between`, name: "In between" },
  { id: `${about}-bad`, name: bad },
  { id: `${about}-unknown`, name: "Do not know" },
  { id: `${about}-unsaid`, name: "Left it out" },
  UNANSWERED,
];
const scaleOf =
  (about: "satisfied" | "control") =>
  (fact: FeedbackFact): string =>
    isAnswered(fact) ? `${about}-${onScale(fact[about])}` : UNANSWERED.id;

const BY_AREA = {
  title: "Service area",
  rowsBy: "area",
  rows: SUPPORT_AREAS.map((id) => ({ id, name: AREA_WORDS[id] })),
  rowOf: ({ area }: FeedbackFact) => supportArea(area),
};

const CHANNEL_WORDS: Readonly<Record<(typeof INVITED_BY)[number], string>> = { email: "Email", sms: "Text message", letter: "Letter", phone: "Phone" };
const FORMAT_WORDS: Readonly<Record<(typeof FORMATS)[number], string>> = { standard: "Standard print", "large-print": "Large print", "easy-read": "Easy read" };
const KIND_WORDS: Readonly<Record<(typeof INVITED_TO)[number], string>> = { review: "A review is due", ended: "Support has ended" };
const BY_WORDS: Readonly<Record<AnsweredBy, string>> = {
  self: "Themselves",
  "with-help": "With someone’s help",
  proxy: "Someone for them",
  staff: "Staff wrote it down",
};

const among = <Code extends string>(codes: readonly Code[], given: string): string => codes.find((code) => code === given) ?? ELSE;

const LISTED: readonly Listed[] = [
  { id: "answered-by-area", ...BY_AREA, columns: WHETHER, columnOf: whether },
  { id: "satisfied-by-area", ...BY_AREA, columns: scaleColumns("satisfied", "Satisfied", "Not satisfied"), columnOf: scaleOf("satisfied"), answers: true },
  { id: "control-by-area", ...BY_AREA, columns: scaleColumns("control", "In control", "Not in control"), columnOf: scaleOf("control"), answers: true },
  {
    ...{ id: "answered-by-channel", title: "How they were invited", rowsBy: "channel" },
    rows: INVITED_BY.map((id) => ({ id, name: CHANNEL_WORDS[id] })),
    rowOf: ({ channel }) => channel,
    ...{ columns: WHETHER, columnOf: whether },
  },
  {
    ...{ id: "answered-by-format", title: "Format", rowsBy: "format" },
    rows: [...FORMATS.map((id) => ({ id, name: FORMAT_WORDS[id] })), OTHER],
    rowOf: ({ format }) => among(FORMATS, format),
    ...{ columns: WHETHER, columnOf: whether },
  },
  {
    ...{ id: "answered-by-language", title: "Language", rowsBy: "language" },
    rows: [...LANGUAGES.map((id) => ({ id, name: languageName(id) })), OTHER],
    rowOf: ({ language }) => among(LANGUAGES, language),
    ...{ columns: WHETHER, columnOf: whether },
  },
  {
    ...{ id: "who-answered", title: "Why they were invited", rowsBy: "kind" },
    rows: INVITED_TO.map((id) => ({ id, name: KIND_WORDS[id] })),
    rowOf: ({ kind }) => kind,
    columns: [...ANSWERED_BY.map((id) => ({ id: `by-${id}`, name: BY_WORDS[id] })), UNANSWERED],
    columnOf: (fact) => (isAnswered(fact) ? `by-${fact.by ?? "self"}` : UNANSWERED.id),
  },
];

/** What tells columns apart is one question in every table, so that what two of them share is one figure. */
const RESPONSE = "response";

/** Each person once: of several invitations of a month the one that was answered, else the first. */
export function eachPersonOnce(facts: readonly FeedbackFact[]): readonly FeedbackFact[] {
  const byPerson = new Map<string, FeedbackFact>();
  for (const fact of facts) {
    const known = byPerson.get(fact.person);
    if (!known || (!isAnswered(known) && isAnswered(fact))) byPerson.set(fact.person, fact);
  }
  return [...byPerson.values()];
}

/** The true counts of a month's invitations, in every table of the list. */
export function countedIn(facts: readonly FeedbackFact[]): readonly CountedTable[] {
  const people = eachPersonOnce(facts);
  return LISTED.map(({ id, title, rowsBy, rows, rowOf, columns, columnOf, answers = false }) => {
    const counted = new Map<string, number>();
    const placeOf = (row: string, column: string) => `${row} ${column}`;
    for (const fact of people) {
      const place = placeOf(rowOf(fact), columnOf(fact));
      counted.set(place, (counted.get(place) ?? 0) + 1);
    }
    const counts = rows.map((row) => columns.map((column) => counted.get(placeOf(row.id, column.id)) ?? 0));
    return { id, title, rowsBy, columnsBy: RESPONSE, rows, columns, answers, counts };
  });
}

/** Whether nothing more can come of a month's invitations: the last day of each is over. */
export const isSettled = (facts: readonly FeedbackFact[], today: PlainDate): boolean => facts.every(({ until }) => until < today);
