import { createHash } from "node:crypto";
import type { Versioned } from "../../../shared/audit/context.ts";
import { type EpochMillis, instantOf, londonDate, type PlainDate } from "../../../shared/domain/time.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { PLAIN_PREFERENCES } from "../../../shared/notices/preferences.ts";
import { isOpen } from "../../../shared/people/account.ts";
import { type AccountNote, hearsLate } from "../rules/account-note.ts";
import { type BalanceCase, standing } from "../rules/balance-case.ts";
import { isWithheldFrom } from "../rules/case-of-person.ts";
import type { CasesDeps } from "./case-ports.ts";

/** Support of a person, and whose account gives it. */
export interface SupportBy {
  readonly arrangement: string;
  readonly provider?: string | undefined;
  readonly lastDay?: PlainDate | undefined;
}

/** What telling providers is given. */
export interface TellProvidersDeps extends Pick<CasesDeps, "account" | "site"> {
  /** What was noted of a direct payment's account, with what its person chose, read consistently. */
  readonly noteOf: (payment: string) => Promise<Pick<Versioned<AccountNote>, "body"> | undefined>;
  /** The support of a person that has begun or is agreed. */
  readonly supportOf: (person: string) => Promise<readonly SupportBy[]>;
  /** Writes a notice unless one of its id is there: false where it is. */
  readonly tellOnce: (notice: Notice) => Promise<boolean>;
}

/**
 * Tells the people who support someone that a payment may be late, where the person chose that they hear it: of contributions that are missing, once for
 * each provider and each time that contributions began to be missing. It says neither a sum nor why. Gives how many notices were written. Safe to repeat.
 */
export const tellProviders =
  ({ noteOf, supportOf, account, site, tellOnce }: TellProvidersDeps) =>
  async (balanceCase: BalanceCase, at: EpochMillis): Promise<number> => {
    const { owner, authority } = balanceCase;
    const missed = standing(balanceCase).find(({ code }) => code === "contribution-missed");
    if (owner === undefined || !missed || !hearsLate((await noteOf(balanceCase.recipient))?.body)) return 0;
    const person = await account(owner);
    if (!person || !isOpen(person.body)) return 0;
    const today = londonDate(at);
    const running = (await supportOf(owner)).filter(({ lastDay }) => lastDay === undefined || lastDay >= today);
    const byProvider = new Map(
      running.flatMap(({ provider, arrangement }) =>
        provider === undefined || isWithheldFrom(balanceCase, provider) ? [] : [[provider, arrangement] as const],
      ),
    );
    let written = 0;
    for (const [provider, arrangement] of byProvider) {
      const found = await account(provider);
      if (!found || !isOpen(found.body)) continue;
      const isNew = await tellOnce({
        id: `l.${createHash("sha256").update(["late", balanceCase.account, missed.firstSeenOn, provider].join("\n")).digest("base64url")}`,
        authority,
        code: "payment-may-be-late",
        ...recipientOf({ ...found.body, notices: found.body.notices ?? PLAIN_PREFERENCES }),
        values: { link: new URL(`/arrangements/${arrangement}`, site).href },
        createdAt: instantOf(at),
      });
      if (isNew) written += 1;
    }
    return written;
  };
