import { createHash } from "node:crypto";
import type { Versioned } from "../../../shared/audit/context.ts";
import { type EpochMillis, instantOf, londonDate, longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { eachItem } from "../../../shared/due/each-item.ts";
import { type DayMarks, eachDueDay } from "../../../shared/due/plan.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { type Channel, PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import { type Account, isOpen } from "../../../shared/people/account.ts";
import { balancePolicyOn } from "../../../shared/policy/balances.ts";
import { councilName } from "../../../shared/policy/council.ts";
import { wasWell, whoHears, type YearOfChecks, yearOfChecks } from "../rules/all-well.ts";
import type { CaseStore, CasesDeps } from "./case-ports.ts";
import type { DueStore } from "./due-ports.ts";
import type { LedgerStore } from "./ledger-ports.ts";

/** What telling that all is well is given. */
export interface AllWellDeps extends Pick<CasesDeps, "account" | "actingFor" | "known" | "site"> {
  readonly ledger: Pick<LedgerStore, "head" | "results">;
  readonly store: Pick<CaseStore, "newestOf">;
  /** By which channels messages to somebody do not arrive now. */
  readonly failing: (account: Account) => Promise<readonly Channel[]>;
  /** Writes a notice unless one of its id is there: false where it is. */
  readonly tell: (notice: Notice) => Promise<boolean>;
}

/** Accounts whose turn it is, and how far the run came. */
export interface DueAccounts extends DayMarks, Pick<DueStore, "dueOn"> {}

/** Made of the account's year and of who hears: the same year is news to each once. */
const noticeId = (account: string, { number }: YearOfChecks, to: string): string =>
  `b.${createHash("sha256")
    .update(["all-well", account, String(number), to].join("\n"))
    .digest("base64url")}`;

/** Who hears of it, by their accounts: those whose messages do not arrive where they want them hear nothing. */
async function hearersOf(deps: AllWellDeps, owner: string, who: "everyone" | "helpers", today: PlainDate): Promise<readonly Account[]> {
  const ids = new Set([...(who === "everyone" ? [owner] : []), ...(await deps.actingFor(owner, today)).filter((id) => id !== owner)]);
  const found: readonly (Versioned<Account> | undefined)[] = await Promise.all([...ids].map((id) => deps.account(id)));
  const open = found.flatMap((one) => (one && isOpen(one.body) ? [one.body] : []));
  const reached = await Promise.all(open.map(async (one) => !(await deps.failing(one)).includes((one.notices ?? PLAIN_PREFERENCES).channel)));
  return open.filter((_, index) => reached[index]);
}

/**
 * Says once a year, after as many checks as the council's policy wants, that all was well, where each of them came to a sum and none led to a question.
 * Gives how many heard: of those who have heard already, nobody again.
 */
export const tellAllWell =
  (deps: AllWellDeps) =>
  async (account: string, at: EpochMillis): Promise<number> => {
    const today = londonDate(at);
    const head = await deps.ledger.head(account);
    const year = head && yearOfChecks(head, balancePolicyOn(head.authority, today).yearly.allWellCycles, today);
    if (!head || !year) return 0;
    const newest = (await deps.store.newestOf(account))?.body;
    if (!wasWell(year, head.kind, await deps.ledger.results(account, year.first), newest, today)) return 0;
    const known = await deps.known(account, { day: today, knownBy: instantOf(at) });
    const who = known ? whoHears(known.circumstances, today) : "no one";
    const owner = known?.account;
    if (owner === undefined || who === "no one") return 0;
    let written = 0;
    for (const one of await hearersOf(deps, owner, who, today)) {
      const isNew = await deps.tell({
        id: noticeId(account, year, one.id),
        authority: head.authority,
        code: "balance-all-well",
        ...recipientOf({ ...one, notices: one.notices ?? PLAIN_PREFERENCES }),
        values: {
          council: councilName(head.authority) ?? head.authority,
          from: longDate(year.from),
          to: longDate(year.to),
          link: new URL(`/people/${one.id === owner ? "me" : owner}/balance`, deps.site).href,
        },
        createdAt: instantOf(at),
      });
      if (isNew) written += 1;
    }
    return written;
  };

/** Looks at the accounts whose turn it is, council by council and day by day from where the last run ended. Gives how many people heard that all is well. */
export async function sweepAllWell(deps: AllWellDeps, due: DueAccounts, at: EpochMillis): Promise<number> {
  let written = 0;
  const tell = tellAllWell(deps);
  await eachDueDay(due, londonDate(at), async (day, council) => {
    for await (const accounts of due.dueOn(council, day))
      await eachItem(accounts, async (account) => {
        written += await tell(account, at);
      });
  });
  return written;
}
