import type { Account } from "../../../shared/people/account.ts";
import { isTheirs, type MovedBy } from "../rules/moves.ts";
import type { VettingDeps } from "./deps.ts";
import type { CaseStore, Standing, StoredCase } from "./ports.ts";

/** Every account with a part in a case but a worker's, who has none. */
function partsIn({ case: { body }, evidence }: StoredCase): ReadonlySet<string> {
  const { owner, enteredBy, involved, overturned, conflicts, recommendation, decision, suspension, review } = body;
  const of = evidence.flatMap(({ body: { offered, accepted, files } }) => [offered?.by, accepted?.by, accepted?.sentBy, ...files.map(({ by }) => by)]);
  const all = [owner, ...enteredBy, ...involved, ...overturned, ...conflicts, recommendation?.by, decision?.by, suspension?.by, review?.by, ...of];
  return new Set(all.filter((account) => account !== undefined));
}

/** Works out how an officer stands to a case: two accounts with one verified address are one person, and so is a referee who was written to at it. */
export const standingIn =
  ({ store, addressHash }: { readonly store: Pick<CaseStore, "account" | "referencesOf">; readonly addressHash: VettingDeps["addressHash"] }) =>
  async (stored: StoredCase, { id, email }: Pick<Account, "id" | "email">): Promise<Standing> => {
    const { owner, conflicts } = stored.case.body;
    const others = [...partsIn(stored)].filter((account) => account !== id);
    const [accounts, references, theirs] = await Promise.all([
      Promise.all(others.map((account) => store.account(account))),
      store.referencesOf(stored.case.body.id),
      email === undefined ? undefined : addressHash(email),
    ]);
    const hasTheirs = async (address: string | undefined) => theirs !== undefined && address !== undefined && (await addressHash(address)) === theirs;
    const are = await Promise.all(accounts.map((account) => hasTheirs(account?.body.email)));
    const same = others.filter((_, index) => are[index]);
    const isReferee = theirs !== undefined && references.some(({ body }) => body.addressHash === theirs);
    return { same, barred: isReferee || [owner, ...conflicts].some((account) => isTheirs({ subject: id, same }, account)) };
  };

/** An officer as the rules know them: with the other accounts that are theirs. */
export const officerIn = ({ same }: { readonly same: readonly string[] }, subject: string): MovedBy => ({ subject, kind: "officer", same });
