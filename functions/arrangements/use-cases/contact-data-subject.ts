import { isDeepStrictEqual } from "node:util";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import { type Contact, type ContactPolicy, contactView, type Side } from "../rules/contact.ts";
import { withoutSide } from "../rules/contact-erased.ts";
import type { ContactStore } from "./contact-ports.ts";

type Held = Pick<ContactStore, "contact" | "contactsOf" | "handledBy" | "trail" | "commit">;

/** What tells whether a provider was on the list when somebody asked them. */
const UNTOLD_ACTIONS = ["contact:hold"];
const UNTOLD_FIELDS = ["handling", "nextSweepOn", "link"];

/** What is held on a person of requests to be contacted, on either side of them, and how that is ended when the person is erased. */
export const contactsDataSubject = (store: Held, policy: ContactPolicy): DataSubject => {
  const received = async (person: string): Promise<readonly Versioned<Contact>[]> => {
    const found: Versioned<Contact>[] = [];
    let after: string | undefined;
    do {
      const page = await store.handledBy(person, after);
      found.push(...page.records);
      after = page.next;
    } while (after !== undefined);
    return found;
  };
  const sidesOf = async (person: string): Promise<readonly (readonly [Side, Versioned<Contact>])[]> => [
    ...(await store.contactsOf(person)).map((one) => ["person", one] as const),
    ...(await received(person)).map((one) => ["provider", one] as const),
  ];
  return {
    async personalDataOf(person) {
      return { contact: (await sidesOf(person)).map(([side, { body }]) => ({ ...contactView(body, side) })) };
    },
    async trailOf(person) {
      const trails = await Promise.all((await sidesOf(person)).map(([, { body }]) => store.trail(body)));
      return trails.flat().flatMap((entry) => {
        if (UNTOLD_ACTIONS.includes(entry.action)) return [];
        const told = entryForPerson(entry, person);
        return [{ ...told, changes: told.changes.filter(({ field }) => !UNTOLD_FIELDS.includes(field)) }];
      });
    },
    // Nobody has to look at a conversation before somebody in it is erased.
    erasureSay: async () => ({ waiting: false, said: [] }),
    askBeforeErasure: async () => undefined,
    async endForErasure(person, { idempotencyKey: _, ...context }: AuditContext) {
      for (const [side, { body }] of await sidesOf(person))
        await changeUntilDone(async () => {
          const before = await store.contact(body.id);
          if (!before) return "done";
          const after = withoutSide(before.body, side, context.at, policy);
          if (isDeepStrictEqual(before.body, after)) return "done";
          return (await store.commit(context, [{ entity: "contact", before, after, action: "contact:erase" }])).ok ? "done" : "again";
        });
    },
  };
};
