import type { Loaders } from "../../../shared/access/loaders.ts";
import type { Versioned } from "../../../shared/audit/context.ts";
import type { Account } from "../../../shared/people/account.ts";
import { recordName } from "../../../shared/table/keys.ts";
import type { Contact } from "../rules/contact.ts";
import type { ContactRouteRecords, ContactStore } from "../use-cases/contact-ports.ts";
import { arrangementsKeys } from "./keys.ts";

/** Both sides of a request: nobody looks at what they are reported for, or deals with their affairs. */
const sidesOf = ({ owner, handling }: Contact): readonly string[] => [owner, handling?.account].filter((one) => one !== undefined);

/** How the records of the routes of asking to be contacted are found, and what deciding may know of them. */
export const contactLoaders = (store: Pick<ContactStore, "contact" | "report">): Loaders<Versioned<Account>, ContactRouteRecords> => ({
  async contact(id) {
    const contact = await store.contact(id);
    if (!contact) return undefined;
    const { owner, authority, handling } = contact.body;
    const parties = handling?.account === undefined ? [] : [handling.account];
    return { subject: { owner, authority, parties }, name: recordName(arrangementsKeys.contact(id)), value: contact };
  },
  async councilContact(id) {
    const contact = await store.contact(id);
    // Of the others the council's team sees nothing.
    if (contact?.body.handling?.by !== "council") return undefined;
    const { owner, authority } = contact.body;
    return { subject: { owner, authority, barred: sidesOf(contact.body) }, name: recordName(arrangementsKeys.contact(id)), value: contact };
  },
  async contactReport(id) {
    const report = await store.report(id);
    if (!report) return undefined;
    const contact = await store.contact(report.body.contact);
    return {
      subject: { authority: report.body.authority, barred: contact ? sidesOf(contact.body) : [] },
      name: recordName(arrangementsKeys.contactReport(id)),
      value: { report, contact },
    };
  },
});
