import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, type PlainDate } from "../../../shared/domain/time.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import type { ListingId } from "../../../shared/listing/listing.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import type { Account } from "../../../shared/people/account.ts";
import { broughtAlong, type Saved, type SavedPerson, savedIn, shortlistWith, withoutSaved, withSaved } from "../rules/shortlist.ts";
import type { ShortlistStore } from "./ports.ts";

/** What saving people is made of. */
export interface ShortlistDeps {
  readonly store: ShortlistStore;
  /** People that may be saved at once. */
  readonly most: number;
}

/** The people of a list as the public may see them on a day, in its order. */
export async function peopleOn({ store }: Pick<ShortlistDeps, "store">, saved: Saved, day: PlainDate): Promise<readonly SavedPerson[]> {
  const profiles = await store.profiles(saved);
  return saved.map((id) => {
    const profile = profiles.get(id);
    return profile && isShownOn(profile.row.listing, day) ? { id, listing: profile.row.listing } : { id };
  });
}

/** Those of some listings that are on the list on a day, in their order. */
export const listedOn = async (deps: Pick<ShortlistDeps, "store">, wanted: Saved, day: PlainDate): Promise<Saved> =>
  (await peopleOn(deps, wanted, day)).flatMap(({ id, listing }) => (listing ? [id] : []));

/** `full`: they would be more than may be. `no-listing`: none of them is on the list. */
export type SaveRefusal = "full" | "no-listing";

/** `repeat`: this very form was sent before. */
type Repeat = Extract<CommitRefusal, "repeat">;

/**
 * Saves people with an account, after those it has. What others change at the same time is followed: nobody is lost. Somebody
 * saved already stays where they are. Answers who is saved then.
 */
export const savePeople =
  (deps: ShortlistDeps) =>
  async (account: Versioned<Account>, wanted: Saved, day: PlainDate, context: AuditContext): Promise<Result<Saved, SaveRefusal | Repeat>> => {
    const listed = await listedOn(deps, wanted, day);
    if (listed.length === 0) return refused("no-listing");
    return changeSaved(deps, account, context, "saved:add", (saved) => withSaved(saved, listed, deps.most));
  };

/** Takes somebody off the people saved with an account; nobody notices where they are not there. */
export const removeSaved =
  (deps: ShortlistDeps) =>
  async (account: Versioned<Account>, listing: ListingId, context: AuditContext): Promise<Result<Saved, Repeat>> =>
    changeSaved<never>(deps, account, context, "saved:remove", (saved) => ok(withoutSaved(saved, listing)));

/**
 * Brings the list of a device along to an account. Done twice it does nothing more. Answers who is saved then, and who did not
 * fit: they stay on the device.
 */
export const bringAlong =
  (deps: ShortlistDeps) =>
  async (account: Versioned<Account>, device: Saved, context: AuditContext): Promise<{ readonly saved: Saved; readonly left: Saved }> => {
    let left: Saved = [];
    const done = await changeSaved<never>(deps, account, context, "saved:bring", (saved) => {
      const brought = broughtAlong(saved, device, deps.most);
      left = brought.left;
      return ok(brought.saved);
    });
    // Without a key of its own no request is a repeat.
    if (!done.ok) throw new Error("A list cannot have been brought along before");
    return { saved: done.value, left };
  };

/** Who is saved with an account. */
export const savedOf = async ({ store }: Pick<ShortlistDeps, "store">, account: string): Promise<Saved> => savedIn((await store.shortlist(account))?.body);

async function changeSaved<Refusal extends SaveRefusal>(
  { store }: Pick<ShortlistDeps, "store">,
  { body: account }: Versioned<Account>,
  context: AuditContext,
  action: string,
  change: (saved: Saved) => Result<Saved, Refusal>,
): Promise<Result<Saved, Refusal | Repeat>> {
  let answer: Result<Saved, Refusal | Repeat> = ok([]);
  await changeUntilDone(async () => {
    const before = await store.shortlist(account.id);
    const saved = savedIn(before?.body);
    answer = change(saved);
    if (!answer.ok || answer.value.join() === saved.join()) return "done";
    const after = shortlistWith(before?.body, account, answer.value, instantOf(context.at));
    const done = await store.commit(context, [{ entity: "shortlist", before, after, action }]);
    if (!done.ok && done.refusal === "repeat") answer = refused("repeat");
    return done.ok || done.refusal === "repeat" ? "done" : "again";
  });
  return answer;
}
