import { CYCLE_DAYS } from "../shared/domain/cycles.ts";
import type { Agreement, FundingLine } from "../shared/domain/direct-payment.ts";
import type { PlainDate } from "../shared/domain/time.ts";
import { type AsKnown, believed } from "../shared/domain/timeline.ts";
import type { Table } from "../shared/table/table-client.ts";
import { beliefsOf } from "./arrangements/rules/recipient-facts.ts";
import { dynamoRecipientStore } from "./arrangements/store/dynamo-recipient-store.ts";
import { recipientLoaders } from "./arrangements/store/recipient-loaders.ts";

/** What the council's record of a person says that matters to asking for money: nothing that is sealed. */
export interface KnownRecipient {
  readonly name?: string | undefined;
  /** What the council's case system calls them. */
  readonly reference: string;
  /** Their account with us, where an officer linked one. */
  readonly account?: string | undefined;
  readonly circumstances: {
    readonly agreement?: Agreement | undefined;
    readonly capacity?: "yes" | "no" | undefined;
    readonly breathingSpace?: "standard" | "mental-health-crisis" | undefined;
    readonly whereabouts?: "home" | "away" | "hospital" | undefined;
    readonly diedOn?: PlainDate | undefined;
    readonly endedOn?: PlainDate | undefined;
    /** From which day the two apply. */
    readonly since: { readonly breathingSpace?: PlainDate | undefined; readonly whereabouts?: PlainDate | undefined };
    readonly paymentPence: { readonly council: number; readonly nhs: number };
  };
}

const DAYS_A_WEEK = 7;

/** What is paid for four weeks: net of a contribution that the person pays on to the account. Source: LCC Direct Payments Development Plan, section 8. */
const paymentOf = (line: FundingLine | undefined, net: boolean): number =>
  line === undefined ? 0 : Math.max(0, line.weeklyGrossPence - (net ? line.weeklyContributionPence : 0)) * (CYCLE_DAYS / DAYS_A_WEEK);

/** The council's record that a person's account with us is linked with: by its id, as an account of the table of money is named by it. */
export function linkedRecipient(table: Table): (person: string) => Promise<string | undefined> {
  const store = dynamoRecipientStore(table);
  return async (person) => (await store.linkedWith(person))?.body.id;
}

/** How routes of slices besides arrangements find the council's record of a person, and note on it that somebody looked where the person has no account. */
export function recipientsByRoute(table: Table) {
  const store = dynamoRecipientStore(table);
  return { loaders: recipientLoaders(store), noteLook: store.noteLook };
}

/** Recipients' records as slices besides arrangements may know them, by their ids: as it was believed on a day. */
export function knownRecipients(table: Table): (recipient: string, asKnown: AsKnown) => Promise<KnownRecipient | undefined> {
  const store = dynamoRecipientStore(table);
  return async (id, asKnown) => {
    const found = await store.recipient(id);
    if (!found) return undefined;
    const { agreement, capacity, breathingSpace, whereabouts, diedOn, endedOn, councilLine, nhsLine, contributionModel } = beliefsOf(found.body, asKnown);
    const net = contributionModel === "net";
    return {
      name: found.body.plain.name?.value ?? undefined,
      account: found.body.account,
      reference: found.body.reference,
      circumstances: {
        ...{ agreement, capacity, breathingSpace, whereabouts, diedOn, endedOn },
        since: { breathingSpace: believed(found.body.dated.breathingSpace, asKnown)?.from, whereabouts: believed(found.body.dated.whereabouts, asKnown)?.from },
        paymentPence: { council: paymentOf(councilLine, net), nhs: paymentOf(nhsLine, net) },
      },
    };
  };
}

/** The account that a person's direct payment is paid to, as the table of money calls it: their record's id. Undefined where no record of the council's is linked with them. */
export function paymentAccounts(table: Table): (person: string) => Promise<string | undefined> {
  const store = dynamoRecipientStore(table);
  return async (person) => (await store.linkedWith(person))?.body.id;
}
