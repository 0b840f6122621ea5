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

type Deps = Pick<ActingDeps, "gaps" | "acting">;
/** `no-figures`: nothing was measured yet, or too few people receive direct payments. */
export type StatementProblem = StatementRefusal | "no-figures" | CommitRefusal;
type Written = Result<void, StatementProblem>;

const MONTHS_A_QUARTER = 3;
const MONTH_CHARACTERS = 7;

/** Services that there are figures of, in the order of their codes. */
export async function servicesMeasured({ gaps }: Pick<Deps, "gaps">, council: string): Promise<readonly string[]> {
  return [...new Set((await gaps.snapshot(council, "now"))?.classes.map(({ service }) => service))].sort();
}

/** Figures of a service of today's measure, against that of the policy's quarters before. */
async function figuresOf({ gaps }: Deps, council: string, service: string, statement: MarketStatement | undefined): Promise<StatementFigures | undefined> {
  const [snapshot, inputs] = await Promise.all([gaps.snapshot(council, "now"), gaps.inputs(council, "now")]);
  if (!snapshot || !inputs) return undefined;
  const { day } = snapshot;
  const policy = marketPolicyOn(council, day);
  const month = monthsAfter(day, -MONTHS_A_QUARTER * policy.rating.quarters).slice(0, MONTH_CHARACTERS);
  const before = await gaps.snapshot(council, "now", month);
  const rates = ratesOn(councilPolicy(council).rates, day);
  const { pence = 0 } = rates?.services[service] ?? rates?.others ?? {};
  return drawFigures({
    ...{ snapshot, inputs, service, policy, councilPence: pence, rules: disclosureRulesOn("public", day) },
    before: before && { snapshot: before, month },
    lookedBackOn: lookedBackOn(statement, day),
  });
}

/** Begins the draft of a service with figures of today. */
export async function startDraft(deps: Deps, council: string, service: string, by: string, context: AuditContext): Promise<Written> {
  const before = await deps.acting.statement(statementId(council, service));
  const figures = await figuresOf(deps, council, service, before?.body);
  if (!figures) return refused("no-figures");
  const made = withDraft(before?.body, { authority: council, service }, figures, { by, at: instantOf(context.at) });
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
    const figures = await figuresOf(deps, body.authority, body.service, body);
    return figures ? redrawn(body, figures) : refused("no-figures");
  }
}
