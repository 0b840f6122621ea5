import * as z from "zod/mini";
import { oneOf } from "../../../shared/domain/codes.ts";
import { GssCode, RecordId, text } from "../../../shared/domain/fields.ts";
import { type ParameterError, type Read, readBy } from "../../../shared/domain/input.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { ShownAmount, ShownMiddle } from "../../../shared/domain/small-numbers/shares.ts";
import { daysAfter, type Instant, PlainDate } from "../../../shared/domain/time.ts";
import { CONFIDENCE_WORDS } from "./confidence.ts";
import { STANDINGS } from "./gap.ts";
import { DEMAND_WORDS, SUPPLY_WORDS } from "./rating.ts";

/** The parts of a statement, in their order. Source: Care and Support Statutory Guidance (market position statements), and those that councils publish. */
export const SECTIONS = ["asking", "rating", "need", "supply", "gaps", "prices", "workforce", "said", "since", "limits"] as const;
export type Section = (typeof SECTIONS)[number];
const SECTION_CHARACTERS = 3000;
/** So many editions before this one are kept, for what became of their gaps. */
const EARLIER_KEPT = 8;
const YEAR_DAYS = 365;

/** A gap as everybody sees it: hours a week in fives, and never of an area where too few people are. */
export const StatedGap = z.object({
  area: z.string(),
  name: z.string(),
  needed: z.string(),
  shortHours: z.number(),
  standing: oneOf(STANDINGS),
  confidence: oneOf(CONFIDENCE_WORDS),
  choice: z.number(),
});
export type StatedGap = z.infer<typeof StatedGap>;

/** What became of a gap of an earlier statement. `nowHours` is absent where it cannot be said. */
const Since = z.object({ name: z.string(), needed: z.string(), thenHours: z.number(), nowHours: z.optional(z.number()) });

/** The figures of a service on a day, as they are published: drawn once, and never worked out again. */
export const StatementFigures = z.object({
  day: PlainDate,
  policyVersion: z.number(),
  vintage: z.string(),
  supply: z.object({ word: oneOf(SUPPLY_WORDS), goodPercent: z.optional(z.number()), fairPercent: z.optional(z.number()) }),
  demand: z.object({ word: oneOf(DEMAND_WORDS), changePercent: z.optional(z.number()), sinceMonth: z.optional(z.string()) }),
  /** Hours a week, in fives. */
  needHours: z.number(),
  observedPercent: z.number(),
  offered: ShownAmount,
  listings: z.number(),
  hoursNotKnown: z.number(),
  /** Areas and classes in which one listing or few give what there is. */
  fragile: z.number(),
  gaps: z.array(StatedGap),
  /** How many areas are left out because too few people are there. */
  areasLeftOut: z.number(),
  floors: z.array(z.object({ needed: z.string(), shortHours: z.number() })),
  prices: z.object({ councilPence: z.number(), median: ShownMiddle }),
  since: z.object({ day: z.optional(PlainDate), gaps: z.array(Since) }),
});
export type StatementFigures = z.infer<typeof StatementFigures>;

const Words = z.partialRecord(z.enum(SECTIONS), text(SECTION_CHARACTERS));
export type StatementWords = z.infer<typeof Words>;

/** The parts that a draft begins with words of figures. */
export const DRAWN_SECTIONS = ["workforce", "said"] as const satisfies readonly Section[];

/** An edition that was public, as much of it as later ones need. */
const Earlier = z.object({ edition: z.number(), publishedOn: PlainDate, endedOn: PlainDate, day: PlainDate, gaps: z.array(StatedGap) });

/** What everybody reads. */
export const Edition = z.object({ edition: z.number(), publishedOn: PlainDate, words: Words, figures: StatementFigures });
export type Edition = z.infer<typeof Edition>;

/** A council's market position statement of one service: what is public, and the draft of what comes next. */
export const MarketStatement = z.object({
  /** Council and service. */
  id: RecordId,
  authority: GssCode,
  service: z.string(),
  /** How many editions have been public. */
  editions: z.number(),
  /** `drawn`: the words that figures gave, whatever became of them since. */
  draft: z.optional(z.object({ words: Words, drawn: z.optional(Words), figures: StatementFigures, startedBy: RecordId, startedAt: z.string() })),
  published: z.optional(z.extend(Edition, { publishedBy: RecordId, drawn: z.optional(Words) })),
  /** Why the newest edition was taken off, where it was. */
  withdrawn: z.optional(z.object({ edition: z.number(), on: PlainDate, why: text(500), by: RecordId })),
  /** The newest first. */
  earlier: z.array(Earlier),
  /** When it was last neither a draft nor public: it is kept so long after. */
  endedAt: z.optional(z.string()),
});
export type MarketStatement = z.infer<typeof MarketStatement>;

/** Why something cannot be done with a statement now. `nothing-asked`: it does not say what providers are asked for. */
export type StatementRefusal = "not-now" | "nothing-asked";
type Changed = Result<MarketStatement, StatementRefusal>;

export const statementId = (authority: string, service: string): string => `${authority}.${service}`;

/** Who does something, and when. */
interface Done {
  readonly by: string;
  readonly at: Instant;
  readonly day: PlainDate;
}

/** Words with what figures give now, wherever they are what figures gave before; what someone wrote, changed or took away stays as they left it. */
function withDrawn(words: StatementWords, before: StatementWords | undefined, now: StatementWords): StatementWords {
  const kept = Object.entries(words).filter(([section]) => !DRAWN_SECTIONS.some((one) => one === section && words[one] === before?.[one]));
  const given = DRAWN_SECTIONS.flatMap((section) => {
    const said = now[section];
    return said !== undefined && words[section] === before?.[section] ? [[section, said]] : [];
  });
  return Object.fromEntries([...kept, ...given]);
}

/**
 * Begins a draft with figures of today, and with the words of what is public; where those were given by figures, with words of today's. A statement has one draft
 * at most.
 */
export function withDraft(
  before: MarketStatement | undefined,
  { authority, service }: Pick<MarketStatement, "authority" | "service">,
  figures: StatementFigures,
  drawn: StatementWords,
  { by, at }: Pick<Done, "by" | "at">,
): Changed {
  if (before?.draft) return refused("not-now");
  const { endedAt: _, ...kept } = before ?? { id: statementId(authority, service), authority, service, editions: 0, earlier: [] };
  const words = withDrawn(before?.published?.words ?? {}, before?.published?.drawn, drawn);
  return ok({ ...kept, draft: { words, drawn, figures, startedBy: by, startedAt: at } });
}

/** Writes the draft anew. */
export const reworded = (before: MarketStatement, words: StatementWords): Changed =>
  before.draft ? ok({ ...before, draft: { ...before.draft, words } }) : refused("not-now");

/** Draws the draft's figures anew, and the words that they gave; what someone wrote stays. */
export const redrawn = (before: MarketStatement, figures: StatementFigures, drawn: StatementWords): Changed =>
  before.draft
    ? ok({ ...before, draft: { ...before.draft, words: withDrawn(before.draft.words, before.draft.drawn, drawn), drawn, figures } })
    : refused("not-now");

/** Throws the draft away; what is public stays. */
export function withoutDraft(before: MarketStatement, { at }: Pick<Done, "at">): Changed {
  if (!before.draft) return refused("not-now");
  const { draft: _, ...rest } = before;
  return ok({ ...rest, ...(rest.published ? {} : { endedAt: at }) });
}

/** Makes the draft public, in place of the edition before. It has to say what providers are asked for. */
export function published(before: MarketStatement, { by, day }: Pick<Done, "by" | "day">): Changed {
  const { draft, withdrawn: _, ...rest } = before;
  if (!draft) return refused("not-now");
  if (draft.words.asking === undefined) return refused("nothing-asked");
  const edition = before.editions + 1;
  return ok({
    ...rest,
    editions: edition,
    published: { edition, publishedOn: day, publishedBy: by, words: draft.words, figures: draft.figures, ...(draft.drawn ? { drawn: draft.drawn } : {}) },
    earlier: earlierWith(before, day),
  });
}

/** Takes what is public off, and says why. A draft stays. */
export function withdrawn(before: MarketStatement, why: string, { by, at, day }: Done): Changed {
  const { published: shown, ...rest } = before;
  if (!shown) return refused("not-now");
  const ended = rest.draft ? {} : { endedAt: at };
  return ok({ ...rest, ...ended, withdrawn: { edition: shown.edition, on: day, why, by }, earlier: earlierWith(before, day) });
}

function earlierWith({ published: shown, earlier }: MarketStatement, day: PlainDate): MarketStatement["earlier"] {
  if (!shown) return earlier;
  const { edition, publishedOn, figures } = shown;
  return [{ edition, publishedOn, endedOn: day, day: figures.day, gaps: figures.gaps }, ...earlier].slice(0, EARLIER_KEPT);
}

/** The edition whose gaps a draft looks back on: of those with figures of a year before or earlier the newest, else the oldest there is. */
export function lookedBackOn(before: MarketStatement | undefined, day: PlainDate): Pick<StatementFigures, "day" | "gaps"> | undefined {
  const all = [...(before?.published ? [before.published.figures] : []), ...(before?.earlier ?? [])].toSorted((a, b) => (a.day < b.day ? 1 : -1));
  const limit = daysAfter(day, -YEAR_DAYS);
  return all.find((edition) => edition.day <= limit) ?? all.at(-1);
}

/** What staff typed: a part that is left empty is not shown. Refused by section. */
export function readWords(form: URLSearchParams): Read<StatementWords> {
  const words: StatementWords = {};
  const errors: ParameterError[] = [];
  for (const section of SECTIONS) {
    const typed = (form.get(section) ?? "").trim();
    if (typed === "") continue;
    const read = readBy(z.object({ [section]: text(SECTION_CHARACTERS) }), { [section]: typed });
    if (read.ok) words[section] = read.value[section] ?? typed;
    else errors.push(...read.errors);
  }
  return errors.length === 0 ? { ok: true, value: words } : { ok: false, errors };
}
