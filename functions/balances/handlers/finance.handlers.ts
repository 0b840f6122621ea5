import type { AuditContext } from "../../../shared/audit/context.ts";
import { type EpochMillis, instantOf, londonDate, millisOf, monthsAfter, PlainDate } from "../../../shared/domain/time.ts";
import { nothingHere } from "../../../shared/http/answers.ts";
import { csvAnswer } from "../../../shared/http/csv-answer.ts";
import { displayNameOf } from "../../../shared/people/account.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { balanceRatesPage } from "../pages/balance-rates.page.tsx";
import { balanceRunPage } from "../pages/balance-run.page.tsx";
import { balanceRunsPage } from "../pages/balance-runs.page.tsx";
import { evidencePage } from "../pages/evidence.page.tsx";
import { factsInWords } from "../pages/fact-words.ts";
import { finalStatementPage } from "../pages/final-statement.page.tsx";
import type { BalanceCase } from "../rules/balance-case.ts";
import { isWithheldFrom } from "../rules/case-of-person.ts";
import { CASES_HEAD, caseRow, MOVEMENTS_HEAD, movementRow } from "../rules/csv-rows.ts";
import { evidenceAt, evidenceFrom, noticesIn } from "../rules/evidence.ts";
import { ratesOf } from "../rules/false-alarms.ts";
import type { CasesDeps } from "../use-cases/case-ports.ts";
import type { DueStore } from "../use-cases/due-ports.ts";
import type { FiguresStore, OverLineStore } from "../use-cases/finance-ports.ts";
import type { LedgerStore } from "../use-cases/ledger-ports.ts";
import { noticeAsGiven } from "../use-cases/notice-as-given.ts";
import { overdueTasks } from "../use-cases/overdue-tasks.ts";
import { readAccount } from "../use-cases/read-account.ts";
import { runReport, runReports } from "../use-cases/run-reports.ts";
import { stateEnd } from "../use-cases/state-final.ts";

export interface FinanceDeps extends CasesDeps {
  readonly figures: FiguresStore;
  readonly over: OverLineStore;
  readonly runs: Pick<DueStore, "runs" | "runParts">;
  readonly ledger: Pick<LedgerStore, "results" | "accountSince" | "aliasesOf">;
  /** The account that a person's direct payment goes to. */
  readonly paymentOf: (person: string) => Promise<string | undefined>;
  /** Notes on the council's record of somebody without an account that an officer looked. */
  readonly noteRecipientLook: NoteRecipientLook;
  readonly now: () => EpochMillis;
}

type CaseRequest = Parameters<HandlerOf<"balanceCase">>[0];
type RecipientRequest = Parameters<HandlerOf<"recipient">>[0];
type NoteRecipientLook = (recipient: RecipientRequest["record"]["body"], context: AuditContext, action: string) => Promise<void>;

/** The last of the two days. */
const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other);

/** Handlers of what finance officers see besides the cases they work on. */
export function financeHandlers(deps: FinanceDeps) {
  const { store, ledger, known, now } = deps;
  const overdue = overdueTasks(deps);

  /** A look at spending is noted on the case's own trail where its person has no account, or must not hear of it; on theirs otherwise, by the guard. */
  const noted = async ({ record: { body }, auditContext }: CaseRequest): Promise<void> => {
    if (body.owner === undefined || isWithheldFrom(body, body.owner)) await store.noteLook(body, auditContext(), "balance-case:read");
  };
  const nameOf = async (recipient: string, today: PlainDate) => (await known(recipient, { day: today, knownBy: instantOf(now()) }))?.name;

  /** Every open case of a council, the oldest first. */
  async function* openCases(council: string): AsyncGenerator<BalanceCase> {
    let after: string | undefined;
    do {
      const { records, next } = await store.byAge(council, after);
      for (const { body } of records) yield body;
      after = next;
    } while (after !== undefined);
  }

  return {
    balanceRuns: (async (request) => {
      const { record: council, query, today } = request;
      const given = PlainDate.safeParse(query.get("to"));
      const upTo = given.success ? earlier(given.data, today) : today;
      const after = query.get("after") ?? undefined;
      const [reports, tasks] = await Promise.all([runReports(deps.runs, council, upTo), overdue(council, balancePolicyOn(council, today), today, after)]);
      return balanceRunsPage(request, { council, upTo, reports, tasks, policy: balancePolicyOn(council, today) });
    }) satisfies HandlerOf<"council">,
    balanceRun: (async (request) => {
      const day = PlainDate.safeParse(request.parameters["day"]);
      if (!day.success || day.data > request.today) return nothingHere();
      const report = await runReport(deps.runs, request.record, day.data);
      return balanceRunPage(request, { council: request.record, report });
    }) satisfies HandlerOf<"council">,
    balanceRates: (async (request) => {
      const { record: council, query, today } = request;
      const last = today.slice(0, MONTH_CHARACTERS);
      const first = monthsAfter(today, -MONTHS_SHOWN).slice(0, MONTH_CHARACTERS);
      const given = query.get("month");
      // Of this month most questions are still open.
      const month = given !== null && MONTH.test(given) && given >= first && given <= last ? given : monthsAfter(today, -1).slice(0, MONTH_CHARACTERS);
      const policy = balancePolicyOn(council, today);
      return balanceRatesPage(request, {
        council,
        month,
        first,
        last,
        policy,
        rates: ratesOf(await deps.figures.questionsSentIn(council, month), policy.watch),
      });
    }) satisfies HandlerOf<"council">,
    balanceCasesCsv: (async ({ record: council, today }) => {
      const policy = balancePolicyOn(council, today);
      const rows = [];
      for await (const one of openCases(council)) rows.push(caseRow(one, policy, today));
      return csvAnswer(`balance-cases-${today}`, CASES_HEAD, rows);
    }) satisfies HandlerOf<"council">,
    balanceMovementsCsv: (async (request) => {
      await noted(request);
      const { body } = request.record;
      const [read, aliases] = await Promise.all([readAccount(ledger, body.account), ledger.aliasesOf(body.account)]);
      const from = evidenceFrom(body, read?.facts?.firstPaymentOn) ?? "";
      const reference = aliases.at(-1)?.reference ?? body.account;
      const movements = read?.ledger.movements.filter(({ postedOn }) => postedOn >= from) ?? [];
      return csvAnswer(
        "movements",
        MOVEMENTS_HEAD,
        movements.map((one) => movementRow(reference, one)),
      );
    }) satisfies HandlerOf<"balanceCase">,
    balanceEvidence: (async (request) => {
      await noted(request);
      const { body } = request.record;
      const notices = noticesIn(body);
      const wanted = Number(request.query.get("notice") ?? notices.length);
      const notice = notices[wanted - 1];
      if (notice === undefined && request.query.has("notice")) return nothingHere();
      const at = notice?.at ?? instantOf(now());
      const [read, results, name] = await Promise.all([readAccount(ledger, body.account), ledger.results(body.account), nameOf(body.recipient, request.today)]);
      const evidence = evidenceAt(body, { facts: read?.facts, ledger: read?.ledger ?? NOTHING_POSTED, results }, at);
      return evidencePage(request, {
        ...{ balanceCase: body, name, notice, notices, evidence },
        text: notice && noticeAsGiven(body, notice, evidence, deps.site),
        facts: read?.facts ? factsInWords(read.facts) : [],
        policy: balancePolicyOn(body.authority, londonDate(millisOf(at))),
      });
    }) satisfies HandlerOf<"balanceCase">,
    finalStatement: (async (request) => {
      const { body } = request.record;
      if (body.account === undefined) await deps.noteRecipientLook(body, request.auditContext(), "final-statement:read");
      const end = await stateEnd({ ledger, policyOn: balancePolicyOn }, body.id, request.today, instantOf(now()));
      return finalStatementPage(request, {
        ...{ ...NOTHING_STATED, ...end, council: body.authority, name: await nameOf(body.id, request.today), forStaff: true },
        back: { href: `/recipients/${body.id}`, text: "Their direct payment" },
      });
    }) satisfies HandlerOf<"recipient">,
    myFinalStatement: (async (request) => {
      const { id, authority } = request.record.body;
      const account = await deps.paymentOf(id);
      const end = account === undefined ? undefined : await stateEnd({ ledger, policyOn: balancePolicyOn }, account, request.today, instantOf(now()));
      const name = account === undefined ? displayNameOf(request.record.body) : await nameOf(account, request.today);
      return finalStatementPage(request, {
        ...{ ...NOTHING_STATED, ...end, council: authority, name, forStaff: false },
        back: { href: `/people/${request.parameters["person"] ?? "me"}/balance`, text: "Your balance" },
      });
    }) satisfies HandlerOf<"person">,
  };
}

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const MONTH_CHARACTERS = "2026-11".length;
/** So many months can be looked back to. */
const MONTHS_SHOWN = 24;
const NOTHING_POSTED = { openingPence: 0, movements: [], covered: [], holes: [] };
const NOTHING_STATED = { statement: undefined, names: new Map<string, string>(), promised: [] };
