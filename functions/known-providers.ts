import type { PlainDate } from "../shared/domain/time.ts";
import { LAST_DAY } from "../shared/domain/timeline.ts";
import type { Table } from "../shared/table/table-client.ts";
import { type Arrangement, lastDayOf, termsOn } from "./arrangements/rules/arrangement.ts";
import { dynamoArrangementStore } from "./arrangements/store/dynamo-arrangement-store.ts";

/** Who is behind an arrangement: their listing, or the arrangement itself of someone who is not on the list. No name. */
interface Behind {
  readonly provider: string;
  /** As the directory has it. */
  readonly kind?: string | undefined;
}

/** After all that was learned. */
const LAST_MOMENT = `${LAST_DAY}T23:59:59.999Z`;

/** What an arrangement is agreed to cost a week on a day, in pence; undefined where it did not run. */
function weeklyPenceOn(one: Arrangement, day: PlainDate): number | undefined {
  const { startedOn } = one;
  const terms = startedOn === undefined || startedOn > day || (lastDayOf(one) ?? LAST_DAY) < day ? undefined : termsOn(one, day, LAST_MOMENT);
  return terms && terms.hours * terms.ratePence;
}

/** Providers, as figures of money may know them: of what kind they are, how many people of a council they support, and what that comes to. */
export function knownProviders(table: Table) {
  const store = dynamoArrangementStore(table);
  return {
    async behind(id: string): Promise<Behind | undefined> {
      const listing = (await store.arrangement(id))?.body.listing;
      if (listing === undefined) return { provider: id };
      return { provider: listing, kind: (await store.listing(listing))?.kind };
    },
    async work({ provider, kind }: Behind, council: string, day: PlainDate): Promise<{ readonly people: number; readonly weeklyPence: number }> {
      const one = kind === undefined ? (await store.arrangement(provider))?.body : undefined;
      const all = one ? [one] : await store.arrangementsWith(provider);
      const running = all
        .filter(({ authority }) => authority === council)
        .flatMap((body) => ({ owner: body.owner, weeklyPence: weeklyPenceOn(body, day) ?? 0 }));
      const paid = running.filter(({ weeklyPence }) => weeklyPence > 0);
      return { people: new Set(paid.map(({ owner }) => owner)).size, weeklyPence: paid.reduce((sum, { weeklyPence }) => sum + weeklyPence, 0) };
    },
  };
}
