import type { Versioned } from "../../../shared/audit/context.ts";
import { readReferenceCode } from "../../../shared/domain/reference-code.ts";
import type { EpochMillis } from "../../../shared/domain/time.ts";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import type { ListPage } from "../../../shared/records/entity.ts";
import type { VettingCase } from "../rules/case.ts";
import { nameMatches, onlyReferencesWait, progressOf, waitsFor } from "../rules/queue-lines.ts";
import type { CaseLine, CasesRead, Found } from "../rules/queue-lists.ts";
import { OPEN_QUEUES, type Queue } from "../rules/queues.ts";
import { isVettingOfficer } from "./assign-cases.ts";
import { situationWith } from "./commit-outcome.ts";
import type { VettingDeps } from "./deps.ts";
import { refereesWanted } from "./evidence-work.ts";
import type { CaseStore, Standing, StoredCase } from "./ports.ts";
import { isForOfficer, isStillAsked } from "./references.ts";

const { readMost, onAPage } = servicePolicy.caseLists;

/** Where a list goes on: the place of its last line, as the page before gave it. Anything else begins anew. */
export function sortAfter(query: URLSearchParams): string | undefined {
  const given = query.get("after") ?? "";
  return /^[\w#:.-]{1,200}$/.test(given) ? given : undefined;
}

/** One queue of a council as an officer may see it: without their own cases and those in which they declared an interest, so that a page may be shorter. */
export const queueFor =
  (store: Pick<CaseStore, "councilCases">) =>
  async (authority: string, queue: string, officer: string, after: string | undefined): Promise<ListPage<VettingCase>> => {
    const { records, ...more } = await store.councilCases(authority, queue, after);
    return { ...more, records: records.filter(({ body: { owner, conflicts } }) => ![owner, ...conflicts].includes(officer)) };
  };

/** Cases of some queues as they are stored, and the queues of which there are more. */
interface Read extends CasesRead {
  readonly records: readonly Versioned<VettingCase>[];
}

/** The open cases of a council as an officer may see them: `readMost` of each queue are looked at, never more. */
export const openCases =
  (store: Pick<CaseStore, "councilCases">) =>
  async (authority: string, officer: string, queues: readonly Queue[] = OPEN_QUEUES): Promise<Read> => {
    const read = await Promise.all(queues.map((queue) => readUpTo(store, authority, queue, officer)));
    return { records: read.flatMap(({ records }) => records), cut: queues.filter((_, index) => read[index]?.more) };
  };

async function readUpTo(store: Pick<CaseStore, "councilCases">, authority: string, queue: Queue, officer: string) {
  const records: Versioned<VettingCase>[] = [];
  let after: string | undefined;
  do {
    const page: ListPage<VettingCase> = await queueFor(store)(authority, queue, officer, after);
    records.push(...page.records);
    after = page.next;
  } while (after !== undefined && records.length < readMost);
  return { records: records.slice(0, readMost), more: after !== undefined || records.length > readMost };
}

/**
 * What a list says of each of its cases besides the case itself. Read for the cases of one page alone: the evidence of each, how
 * many referees have answered where nothing else is left, and the account where a case has no name yet.
 */
export const linesOf =
  ({ store }: Pick<VettingDeps, "store">) =>
  async (records: readonly Versioned<VettingCase>[], authority: string, at: EpochMillis): Promise<readonly CaseLine[]> => {
    if (records.length === 0) return [];
    const versions = (await store.checklistVersions(authority)).map(({ body }) => body);
    return Promise.all(
      records.map(async (record) => {
        const [stored, name] = await Promise.all([store.caseWithEvidence(record.body.id), nameOf(store, record.body)]);
        const situation = situationWith(versions, { case: record, evidence: stored?.evidence ?? [], visit: stored?.visit }, at);
        const references = onlyReferencesWait(situation) ? (await store.referencesOf(record.body.id)).map(({ body }) => body) : [];
        const given = references.filter(({ state }) => state === "given").length;
        const open = references.filter((one) => isStillAsked(situation.case, one, situation.today)).length;
        const forOfficer = references.some((one) => isForOfficer(situation.case, one, situation.today));
        return { record, name, progress: progressOf(situation), waitsFor: waitsFor(situation, { given, open, wanted: refereesWanted(situation), forOfficer }) };
      }),
    );
  };

async function nameOf(store: Pick<CaseStore, "account">, { answers, owner }: VettingCase): Promise<string | undefined> {
  return answers.profile?.displayName ?? answers.applicant?.legalName ?? (await store.account(owner))?.body.displayName;
}

/** The accounts that cases are assigned to, of former officers too. */
const assignedTo = (records: readonly Versioned<VettingCase>[]): readonly string[] => records.flatMap(({ body }) => body.assignedTo ?? []);

/** Accounts that are still there, each read once. */
async function accountsOf(store: Pick<CaseStore, "account">, ids: readonly string[]): Promise<readonly Account[]> {
  const accounts = await Promise.all([...new Set(ids)].map((id) => store.account(id)));
  return accounts.flatMap((account) => account?.body ?? []);
}

const namesOf = (accounts: readonly Account[]): ReadonlyMap<string, string> => new Map(accounts.map((account) => [account.id, displayNameOf(account)]));

/** The names of officers that cases are assigned to, by account. */
export const officerNames = async (store: Pick<CaseStore, "account">, records: readonly Versioned<VettingCase>[]): Promise<ReadonlyMap<string, string>> =>
  namesOf(await accountsOf(store, assignedTo(records)));

/** The same, and the names of whoever a case of a council can be assigned to: its vetting officers. What each may take is decided case by case. */
export async function officersFor(
  store: Pick<CaseStore, "account" | "vettingOfficers">,
  authority: string,
  records: readonly Versioned<VettingCase>[],
): Promise<Readonly<Record<"names" | "assignable", ReadonlyMap<string, string>>>> {
  const accounts = await accountsOf(store, [...(await store.vettingOfficers(authority)), ...assignedTo(records)]);
  return { names: namesOf(accounts), assignable: namesOf(accounts.filter((account) => isVettingOfficer(account, authority))) };
}

/**
 * Cases of a council that an officer may see, by their reference however it is written, or by a name. A reference finds a case
 * whatever became of it. A name is looked for among open cases and applications that are not sent yet, `readMost` of each queue.
 */
export const findCases =
  ({ store }: Pick<VettingDeps, "store">, standing: (stored: StoredCase, officer: Account) => Promise<Standing>) =>
  async (authority: string, wanted: string, officer: Account): Promise<Read & Found> => {
    const reference = readReferenceCode(wanted);
    const stored = reference === undefined ? undefined : await store.caseWithEvidence(reference);
    if (stored) {
      const { owner, authority: its } = stored.case.body;
      const seen = its === authority && owner !== officer.id && !(await standing(stored, officer)).barred;
      return { records: seen ? [stored.case] : [], cut: [], byReference: true };
    }
    const read = await openCases(store)(authority, officer.id, [...OPEN_QUEUES, "draft"]);
    const named = await Promise.all(
      read.records.map(async (record) => {
        // Whoever fills in their application themselves is known by the names they gave; an officer who entered one looks for who it is for.
        const { answers, enteredBy } = record.body;
        const account = enteredBy.length > 0 ? await nameOf(store, record.body) : undefined;
        return [answers.profile?.displayName, answers.applicant?.legalName, account].some((name) => name !== undefined && nameMatches(name, wanted))
          ? [record]
          : [];
      }),
    );
    return { records: named.flat().slice(0, onAPage), cut: read.cut, byReference: false };
  };
