import * as z from "zod/mini";
import { RecordId } from "../../../shared/domain/fields.ts";
import { type EpochMillis, instantOf, londonDate } from "../../../shared/domain/time.ts";
import type { ResultNumber } from "../rules/found.ts";
import { resultOf } from "../rules/stored-result.ts";
import type { CasesDeps } from "./case-ports.ts";
import type { LedgerStore } from "./ledger-ports.ts";
import { openCase } from "./open-case.ts";

/** What a check says when it found something: of which account, and which of its results. */
export const FoundMessage = z.object({
  account: RecordId,
  results: z.array(z.object({ cycle: z.number(), revision: z.number() })).check(z.minLength(1)),
});
export type FoundMessage = Readonly<{ account: string; results: readonly ResultNumber[] }>;

/**
 * Has cases hear of results, oldest cycle first. An account that is no longer kept, and a result that is not there, say nothing; heard again, or by two at
 * once, a result is dealt with once. Throws where one cannot be dealt with: the message comes again.
 */
export const tellCases = (
  deps: Pick<CasesDeps, "store" | "account" | "actingFor" | "known" | "site"> & {
    readonly ledger: Pick<LedgerStore, "head" | "results">;
    readonly now: () => EpochMillis;
  },
) => {
  const open = openCase(deps);
  return async (given: unknown): Promise<{ readonly results: number }> => {
    const { account, results } = FoundMessage.parse(given);
    const head = await deps.ledger.head(account);
    if (!head) return { results: 0 };
    const wanted = new Set(results.map(({ cycle, revision }) => `${cycle}.${revision}`));
    const first = Math.min(...results.map(({ cycle }) => cycle));
    const found = (await deps.ledger.results(account, first)).filter(({ cycle, revision }) => wanted.has(`${cycle}.${revision}`));
    const at = deps.now();
    const now = instantOf(at);
    const person = await deps.known(account, { day: londonDate(at), knownBy: now });
    const about = { authority: head.authority, recipient: account, owner: person?.account, kind: head.kind };
    for (const one of found) await open(resultOf(one), about, at);
    return { results: found.length };
  };
};
