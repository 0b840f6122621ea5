import type { AsKnown } from "../../../shared/domain/timeline.ts";
import type { PlanAgreements } from "../rules/decide-arrangement.ts";
import type { Recipient } from "../rules/recipient.ts";
import { beliefsOf } from "../rules/recipient-facts.ts";
import { PLACES } from "./import-recipients.ts";
import type { KnownRecipient, OpenFields, RecipientOf, RecipientStore } from "./recipient-ports.ts";

/** A record as it was believed on a day, with the sector opened: what is near needs no more. */
export async function knownOf(recipient: Recipient, asKnown: AsKnown, fields: OpenFields): Promise<KnownRecipient> {
  const { id, authority } = recipient;
  const beliefs = beliefsOf(recipient, asKnown);
  const sector = beliefs.home && (await fields.open({ record: id, field: PLACES.sector }, beliefs.home.sector));
  return { id, authority, beliefs, ...(sector === undefined ? {} : { sector }) };
}

/** The record that an account is linked with, as it was believed. */
export const recipientOf =
  ({ store, fields }: { readonly store: Pick<RecipientStore, "linkedWith">; readonly fields: OpenFields }): RecipientOf =>
  async (account, asKnown) => {
    const recipient = await store.linkedWith(account);
    return recipient && knownOf(recipient.body, asKnown, fields);
  };

/** What the plan of whoever an account is linked with was believed to agree to; nothing where no record is linked. */
export const planOf =
  (store: Pick<RecipientStore, "linkedWith">) =>
  async (account: string, asKnown: AsKnown): Promise<PlanAgreements> => {
    const recipient = await store.linkedWith(account);
    const permissions = recipient ? (beliefsOf(recipient.body, asKnown).permissions ?? []) : [];
    return { higherRate: permissions.includes("higher-rate"), family: permissions.includes("family-member") };
  };
