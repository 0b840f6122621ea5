import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import { type EpochMillis, londonDate } from "../../../shared/domain/time.ts";
import { type Account, isOpen } from "../../../shared/people/account.ts";
import { councilName } from "../../../shared/policy/council.ts";
import { keys, recordName } from "../../../shared/table/keys.ts";
import { stateOn } from "../rules/delegation.ts";
import type { AccountsDeps } from "../use-cases/deps.ts";
import type { RouteRecords } from "../use-cases/ports.ts";
import { accountsKeys } from "./keys.ts";

/** How the records of this slice's routes are found, and what deciding may know of them. */
export function accountsLoaders(
  { store, addressHash }: Pick<AccountsDeps, "store" | "addressHash">,
  now: () => EpochMillis,
): Loaders<Versioned<Account>, RouteRecords> {
  const ofAccount = ({ body: { id, authority }, audit }: Versioned<Account>) => ({
    subject: { owner: id, authority },
    name: recordName(keys.account(id)),
    ownersTrail: audit,
  });
  return {
    none: async () => ({ subject: undefined, name: "", value: undefined }),
    self: async (_, { account }) => ({ ...ofAccount(account), value: undefined }),
    async person(id, { account }) {
      if (id === "me" || id === account.body.id) return { ...ofAccount(account), value: account };
      const person = await store.account(id);
      return person && isOpen(person.body) ? { ...ofAccount(person), value: person } : undefined;
    },
    async worker(id, { account }) {
      const worker = await store.worker(account.body.id, id);
      return (
        worker && {
          subject: { owner: worker.body.account, authority: worker.body.authority },
          name: recordName(keys.worker(worker.body.account, id)),
          value: worker,
        }
      );
    },
    async delegation(id) {
      const delegation = await store.delegation(id);
      if (!delegation) return undefined;
      const { person, authority, delegate } = delegation.body;
      // Who once acted is no longer party to it.
      const parties = stateOn(delegation.body, londonDate(now())) === "active" && delegate !== undefined ? [delegate] : [];
      return { subject: { owner: person, authority, parties }, name: recordName(accountsKeys.delegation(id)), value: delegation };
    },
    async invitation(id, { account }) {
      const delegation = await store.delegation(id);
      if (delegation?.body.state !== "invited") return undefined;
      const { email, id: caller } = account.body;
      const theirs = email !== undefined && (await addressHash(email)) === delegation.body.addressHash && caller !== delegation.body.person;
      const { person, authority } = delegation.body;
      return { subject: { owner: person, authority, parties: theirs ? [caller] : [] }, name: recordName(accountsKeys.delegation(id)), value: delegation };
    },
    council: async (code) => (councilName(code) === undefined ? undefined : { subject: { authority: code }, name: code, value: code }),
    async appointment(id) {
      const appointment = await store.appointment(id);
      return appointment && { subject: { authority: appointment.body.authority }, name: recordName(accountsKeys.appointment(id)), value: appointment };
    },
    async erasure(id) {
      const erasure = await store.erasure(id);
      return (
        erasure && { subject: { owner: erasure.body.person, authority: erasure.body.authority }, name: recordName(accountsKeys.erasure(id)), value: erasure }
      );
    },
  };
}
