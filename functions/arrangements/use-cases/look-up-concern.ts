import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { displayNameOf, isOpen } from "../../../shared/people/account.ts";
import { type Concern, type NewConcern, type SupportedPerson, supportedBy } from "../rules/concern.ts";
import type { ArrangementsDeps as Deps } from "./deps.ts";
import { listingMeant } from "./listing-meant.ts";

/** Puts a look-up on record, with its reason, before anybody's name is seen. `no-listing`: nothing has this reference. */
export const lookUp =
  ({ store, newId }: Pick<Deps, "store" | "newId">) =>
  async (
    by: { readonly officer: string; readonly authority: string },
    { listing: meant, reason, ...days }: NewConcern,
    contextFor: (id: string) => AuditContext,
  ): Promise<Result<void, CommitRefusal | "no-listing">> => {
    const found = await listingMeant(store, meant);
    if (!found) return refused("no-listing");
    const id = newId();
    const context = contextFor(id);
    const after: Concern = { id, ...by, ...days, listing: found.id, reason, createdAt: instantOf(context.at) };
    return store.commit(context, [{ entity: "concern", after, action: "concern:look-up", reason }]);
  };

/** So many people's trails are written at the same time. */
const AT_ONCE = 10;

/**
 * Everyone a look-up is about, in the order in which they began to be supported. Each of them can see that they were looked at: it is noted
 * on their trail first, and a look that cannot be noted throws and shows nobody.
 */
export const supportedPeople =
  ({ store, account, noteLook }: Pick<Deps, "store" | "account" | "noteLook">) =>
  async (concern: Concern, context: AuditContext): Promise<readonly SupportedPerson[]> => {
    const found = [...supportedBy(await store.arrangementsWith(concern.listing), concern)];
    const people: SupportedPerson[] = [];
    for (let from = 0; from < found.length; from += AT_ONCE) {
      const some = found.slice(from, from + AT_ONCE).map(async ([person, periods]): Promise<SupportedPerson> => {
        const held = await account(person);
        if (!held || !isOpen(held.body)) return { person, periods };
        await noteLook(person, context, concern.id);
        return { person, name: displayNameOf(held.body), periods };
      });
      people.push(...(await Promise.all(some)));
    }
    return people;
  };
