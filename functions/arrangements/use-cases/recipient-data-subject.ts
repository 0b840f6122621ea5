import { changeUntilDone } from "../../../shared/due/change-until-done.ts";
import { type DataSubject, entryForPerson } from "../../../shared/people/data-subject.ts";
import type { Recipient } from "../rules/recipient.ts";
import { PLACES } from "./import-recipients.ts";
import { unlinkRecipient } from "./link-recipient.ts";
import type { OpenFields, RecipientStore } from "./recipient-ports.ts";

type Store = Pick<RecipientStore, "linkedWith" | "trail" | "commit">;

/** A record as its person is given it: all of it, and what is sealed as they know it. */
async function opened({ id, dated, plain, ...record }: Recipient, fields: OpenFields): Promise<Readonly<Record<string, unknown>>> {
  const open = (field: keyof typeof PLACES, sealed: string) => fields.open({ record: id, field: PLACES[field] }, sealed);
  const home = await Promise.all(
    dated.home.map(async ({ value, ...when }) => ({
      ...when,
      value: value && { sector: await open("sector", value.sector), postcode: await open("postcode", value.postcode) },
    })),
  );
  const address = plain.postalAddress?.value;
  const postalAddress = address ? { ...plain.postalAddress, value: { ...address, value: await open("postalAddress", address.value) } } : plain.postalAddress;
  return { ...record, ...plain, ...(postalAddress ? { postalAddress } : {}), ...dated, home };
}

/** What is held on a person's direct payment where their account is linked with it; the link ends when they are erased, and the council's record stays. */
export const recipientDataSubject = (store: Store, fields: OpenFields): DataSubject => ({
  async personalDataOf(person) {
    const linked = await store.linkedWith(person);
    return { recipient: linked ? [await opened(linked.body, fields)] : [] };
  },
  async trailOf(person) {
    const linked = await store.linkedWith(person);
    return linked ? (await store.trail(linked.body)).map((entry) => entryForPerson(entry, person)) : [];
  },
  // The council's record does not keep anybody's account open.
  erasureSay: async () => ({ waiting: false, said: [] }),
  askBeforeErasure: async () => undefined,
  async endForErasure(person, { idempotencyKey: _, ...context }) {
    await changeUntilDone(async () => {
      const linked = await store.linkedWith(person);
      if (!linked) return "done";
      return (await unlinkRecipient({ store })(linked, context)).ok ? "done" : "again";
    });
  },
});
