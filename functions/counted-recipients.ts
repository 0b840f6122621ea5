import type { Point } from "../shared/domain/geo.ts";
import { instantOf, londonTime, type PlainDate } from "../shared/domain/time.ts";
import { believed, believedLast } from "../shared/domain/timeline.ts";
import type { GeographyReader } from "../shared/geography/ports.ts";
import type { SealedFields } from "../shared/sealed-fields/sealed-fields.ts";
import type { Table } from "../shared/table/table-client.ts";
import { latestTerms } from "./arrangements/rules/arrangement.ts";
import { isRunning } from "./arrangements/rules/arrangement-moves.ts";
import { dynamoArrangementStore } from "./arrangements/store/dynamo-arrangement-store.ts";
import { dynamoSetUpStore } from "./arrangements/store/dynamo-set-up-store.ts";
import { PLACES } from "./arrangements/use-cases/import-recipients.ts";

/** Somebody who gets a direct payment, with nothing that names them. */
export interface Counted {
  /** The middle of the postcode sector they live in. */
  readonly at?: Point;
  /** Hours a week of each service that they have arranged, where an account of theirs is linked. Hours for several services are split evenly. */
  readonly arranged?: Readonly<Record<string, number>>;
}

/** Before Trellis was, no direct payment was agreed that anybody has now. */
const EVER = "1996-01-01";

/** Those who get a direct payment from a council on a day, as the measure of the market may know them. What is sealed is opened here, and goes no further than its sector. */
export function countedRecipients(
  table: Table,
  fields: Pick<SealedFields, "open">,
  geography: Pick<GeographyReader, "index">,
): (council: string, day: PlainDate) => Promise<readonly Counted[]> {
  const [setUps, arrangements] = [dynamoSetUpStore(table), dynamoArrangementStore(table)];
  const arrangedBy = async (account: string): Promise<Counted["arranged"]> => {
    const hours: Record<string, number> = {};
    for (const { body } of await arrangements.arrangementsOf(account)) {
      const terms = isRunning(body) ? latestTerms(body) : undefined;
      for (const service of terms?.services ?? []) hours[service] = (hours[service] ?? 0) + (terms?.hours ?? 0) / (terms?.services.length ?? 1);
    }
    return hours;
  };
  return async (council, day) => {
    const sectors = (await geography.index())?.sectors;
    const counted: Counted[] = [];
    for await (const people of setUps.agreedSince(council, EVER))
      for (const { id, account, closedOn, dated } of people) {
        const agreedOn = believedLast(dated.dpAgreedOn);
        if (agreedOn === undefined || agreedOn > day || (closedOn !== undefined && closedOn <= day)) continue;
        const home = believed(dated.home, { day, knownBy: instantOf(londonTime(day, "23:59")) })?.value;
        const at = home ? sectors?.get(await fields.open({ record: id, field: PLACES.sector }, home.sector)) : undefined;
        const arranged = account === undefined ? undefined : await arrangedBy(account);
        counted.push({ ...(at === undefined ? {} : { at: { lat: at.lat, lon: at.lon } }), ...(arranged === undefined ? {} : { arranged }) });
      }
    return counted;
  };
}
