import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate, monthsAfter } from "../../../shared/domain/time.ts";
import { councilPolicy } from "../../../shared/policy/council.ts";
import { ratesOn } from "../../../shared/policy/council-rates.ts";
import { disclosureRulesOn } from "../../../shared/policy/disclosure.ts";
import { marketPolicyOn } from "../../../shared/policy/market.ts";
import {
  lookedBackOn,
  type MarketStatement,
  published,
  redrawn,
  reworded,
  type StatementFigures,
  type StatementRefusal,
  type StatementWords,
  statementId,
  withDraft,
  withdrawn,
  withoutDraft,
} from "../rules/statement.ts";
import type { ActingDeps } from "./acting-ports.ts";
import { drawFigures } from "./draw-figures.ts";
import { drawWords } from "./draw-words.ts";

type Deps = Pick<ActingDeps, "gaps" | "acting" | "feedback">;
/** `no-figures`: nothing was measured yet, or too few people receive direct payments. */
export type StatementProblem = StatementRefusal | "no-figures" | CommitRefusal;
type Written = Result<void, StatementProblem>;

const MONTHS_A_QUARTER = 3;
const MONTH_CHARACTERS = 7;

/** Services that there are figures of, in the order of their codes. */
export async function servicesMeasured({ gaps }: Pick<Deps, "gaps">, council: string): Promise<readonly string[]> {
  return [...new Set((await gaps.snapshot(council, "now"))?.classes.map(({ service }) => service))].sort();
}

/** What a draft is given by figures. */
interface Drawn {
  readonly figures: StatementFigures;
  readonly words: StatementWords;
}

/** Figures of a service of today's measure, against that of the policy's quarters before; and what those of the workforce and of feedback say. */
async function drawnOf({ gaps, feedback }: Deps, council: string, service: string, statement: MarketStatement | undefined): Promise<Drawn | undefined> {
  const [snapshot, inputs, capacity, said] = await Promise.all([
    gaps.snapshot(council, "now"),
    gaps.inputs(council, "now"),
    gaps.inputs(council, "capacity"),
    feedback(council),
  ]);
  if (!snapshot || !inputs) return undefined;
  const { day } = snapshot;
  const policy = marketPolicyOn(council, day);
  const month = monthsAfter(day, -MONTHS_A_QUARTER * policy.rating.quarters).slice(0, MONTH_CHARACTERS);
  const before = await gaps.snapshot(council, "now", month);
  const rates = ratesOn(councilPolicy(council).rates, day);
  const { pence = 0 } = rates?.services[service] ?? rates?.others ?? {};
  const shown = disclosureRulesOn("public", day);
  const figures = drawFigures({
    ...{ snapshot, inputs, service, policy, councilPence: pence, rules: shown },
    before: before && { snapshot: before, month },
    lookedBackOn: lookedBackOn(statement, day),
  });
  const { districts } = councilPolicy(council);
  const workforce = capacity && { now: inputs, capacity, districts, policy, rules: shown, people: snapshot.total.recipients };
  return figures && { figures, words: drawWords(workforce, said) };
}

/** Begins the draft of a service with figures of today. */
export async function startDraft(deps: Deps, council: string, service: string, by: string, context: AuditContext): Promise<Written> {
  const before = await deps.acting.statement(statementId(council, service));
  const drawn = await drawnOf(deps, council, service, before?.body);
  if (!drawn) return refused("no-figures");
  const made = withDraft(before?.body, { authority: council, service }, drawn.figures, drawn.words, { by, at: instantOf(context.at) });
  return made.ok ? deps.acting.commit(context, [{ entity: "market-statement", before, after: made.value, action: "market-statement:draft" }]) : made;
}

/** What can be done with a statement, besides beginning its draft. */
export type StatementMove =
  | { readonly move: "save"; readonly words: StatementWords }
  | { readonly move: "redraw" | "publish" | "drop" }
  | { readonly move: "withdraw"; readonly why: string };

/** Does one of them. */
export async function moveStatement(deps: Deps, before: Versioned<MarketStatement>, given: StatementMove, by: string, context: AuditContext): Promise<Written> {
  const { body } = before;
  const done = { by, at: instantOf(context.at), day: londonDate(context.at) };
  const made = await after();
  return made.ok ? deps.acting.commit(context, [{ entity: "market-statement", before, after: made.value, action: `market-statement:${given.move}` }]) : made;

  async function after(): Promise<Result<MarketStatement, StatementProblem>> {
    if (given.move === "save") return reworded(body, given.words);
    if (given.move === "publish") return published(body, done);
    if (given.move === "drop") return withoutDraft(body, done);
    if (given.move === "withdraw") return withdrawn(body, given.why, done);
    const drawn = await drawnOf(deps, body.authority, body.service, body);
    return drawn ? redrawn(body, drawn.figures, drawn.words) : refused("no-figures");
  }
}
