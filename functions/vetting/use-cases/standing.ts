import { type Account, contactOf } from "../../../shared/people/account.ts";
import { isTheirs, type MovedBy } from "../rules/moves.ts";
import { contactKeysOf } from "../rules/reference.ts";
import type { VettingDeps } from "./deps.ts";
import type { CaseStore, Standing, StoredCase } from "./ports.ts";

/** Every account with a part in a case but a worker's, who has none. */
function partsIn({ case: { body }, evidence }: StoredCase): ReadonlySet<string> {
  const { owner, enteredBy, involved, overturned, conflicts, recommendation, decision, suspension, review } = body;
  const of = evidence.flatMap(({ body: { offered, accepted, files } }) => [offered?.by, accepted?.by, accepted?.sentBy, ...files.map(({ by }) => by)]);
  const all = [owner, ...enteredBy, ...involved, ...overturned, ...conflicts, recommendation?.by, decision?.by, suspension?.by, review?.by, ...of];
  return new Set(all.filter((account) => account !== undefined));
}

/** Works out how an officer stands to a case: two accounts with one verified address are one person, and so is a referee who is reached by what reaches them. */
export const standingIn =
  ({ store, addressHash }: { readonly store: Pick<CaseStore, "account" | "referencesOf">; readonly addressHash: VettingDeps["addressHash"] }) =>
  async (stored: StoredCase, officer: Pick<Account, "id" | "email" | "phone" | "notices">): Promise<Standing> => {
    const { id, email } = officer;
    const { owner, conflicts } = stored.case.body;
    const others = [...partsIn(stored)].filter((account) => account !== id);
    const [accounts, references, theirs, contacts] = await Promise.all([
      Promise.all(others.map((account) => store.account(account))),
      store.referencesOf(stored.case.body.id),
      email === undefined ? undefined : addressHash(email),
      Promise.all(contactKeysOf({ email, ...contactOf(officer) }).map(addressHash)),
    ]);
    const hasTheirs = async (address: string | undefined) => theirs !== undefined && address !== undefined && (await addressHash(address)) === theirs;
    const are = await Promise.all(accounts.map((account) => hasTheirs(account?.body.email)));
    const same = others.filter((_, index) => are[index]);
    const isReferee = references.some(({ body }) => body.addressHash !== undefined && contacts.includes(body.addressHash));
    return { same, barred: isReferee || [owner, ...conflicts].some((account) => isTheirs({ subject: id, same }, account)) };
  };

/** An officer as the rules know them: with the other accounts that are theirs. */
export const officerIn = ({ same }: { readonly same: readonly string[] }, subject: string): MovedBy => ({ subject, kind: "officer", same });
