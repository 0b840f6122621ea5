import type { PlainDate } from "../shared/domain/time.ts";
import type { Table } from "../shared/table/table-client.ts";
import { type Arrangement, lastDayOf } from "./arrangements/rules/arrangement.ts";
import { isRunning } from "./arrangements/rules/arrangement-moves.ts";
import { dynamoArrangementStore } from "./arrangements/store/dynamo-arrangement-store.ts";
import { dynamoRecipientStore } from "./arrangements/store/dynamo-recipient-store.ts";

/** Support somebody gets, as slices besides arrangements may know it. */
export interface KnownArrangement {
  readonly arrangement: string;
  readonly owner: string;
  readonly authority: string;
  readonly provider?: string | undefined;
  /** The provider, as the recipient calls them. */
  readonly providerName: string;
  readonly employed: boolean;
  /** The last day of support that ended, or ends. */
  readonly lastDay?: PlainDate | undefined;
}

/** A direct payment, and the account of its person where an officer connected it. */
export interface KnownPayment {
  readonly id: string;
  readonly authority: string;
  readonly owner?: string | undefined;
  readonly name?: string | undefined;
}

/** What the provider of an arrangement is called where no name of theirs is known. */
const SOMEONE = "Someone who supports you";

/** Arrangements that have begun or are agreed, and direct payments, as slices besides arrangements may know them. */
export function knownArrangements(table: Table) {
  const [store, recipients] = [dynamoArrangementStore(table), dynamoRecipientStore(table)];
  const known = async (one: Arrangement): Promise<KnownArrangement> => {
    const { id, owner, authority, provider, employment, unlisted, listing } = one;
    const lastDay = lastDayOf(one);
    return {
      ...{ arrangement: id, owner, authority, employed: employment === "employed" },
      ...(lastDay === undefined ? {} : { lastDay }),
      ...(provider === undefined ? {} : { provider }),
      providerName: unlisted?.name ?? (listing === undefined ? undefined : (await store.listing(listing))?.displayName) ?? SOMEONE,
    };
  };
  /** An offer that nobody accepted is no support: there is nothing to pay. */
  const isAgreed = (one: Arrangement): boolean => one.startedOn !== undefined || isRunning(one);
  const payment = (found: Awaited<ReturnType<typeof recipients.recipient>>): KnownPayment | undefined =>
    found && { id: found.body.id, authority: found.body.authority, owner: found.body.account, name: found.body.plain.name?.value ?? undefined };
  return {
    async billing(id: string): Promise<KnownArrangement | undefined> {
      const found = await store.arrangement(id);
      return found && isAgreed(found.body) ? known(found.body) : undefined;
    },
    async billingsOf(person: string): Promise<readonly KnownArrangement[]> {
      return Promise.all((await store.arrangementsOf(person)).filter(({ body }) => isAgreed(body)).map(({ body }) => known(body)));
    },
    payment: async (id: string) => payment(await recipients.recipient(id)),
    paymentOf: async (person: string) => payment(await recipients.linkedWith(person)),
  };
}
