import { recordTable } from "../../../shared/records/record-table.ts";
import { readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { PoolStore } from "../use-cases/pool-ports.ts";
import type { Records } from "../use-cases/ports.ts";
import { commitWithHours } from "./commit-with-hours.ts";
import { arrangementsEntities } from "./entities.ts";
import { arrangementsIndexes, arrangementsKeys } from "./keys.ts";
import { poolMemberShape } from "./shapes.ts";

const { arrangement, pool, "pool-wish": wish } = arrangementsEntities;

/** The store of pools. */
export function dynamoPoolStore(table: Table): PoolStore {
  const records = recordTable<Pick<Records, "arrangement" | "pool" | "pool-wish">>(table, { arrangement, pool, "pool-wish": wish });
  const poolBy = (id: string) => records.get("pool", arrangementsKeys.pool(id));
  return {
    pool: poolBy,
    async poolsOf(account) {
      const items = await records.items(arrangementsKeys.poolMember(account, "").pk);
      const pools = await Promise.all(items.map((item) => poolBy(readItem(poolMemberShape, item).pool)));
      return pools.filter((one) => one !== undefined).toSorted((a, b) => (a.body.createdAt < b.body.createdAt ? 1 : -1));
    },
    wish: (account) => records.get("pool-wish", arrangementsKeys.poolWish(account)),
    async wishes(council) {
      const found = [];
      let after: string | undefined;
      do {
        const page = await records.byCouncil("pool-wish", arrangementsIndexes.poolWishes(council), after);
        found.push(...page.records.map(({ body }) => body));
        after = page.next;
      } while (after !== undefined);
      return found;
    },
    arrangement: (id) => records.get("arrangement", arrangementsKeys.arrangement(id)),
    trailOfPool: (one) => records.trail("pool", one),
    trailOfWish: (one) => records.trail("pool-wish", one),
    commit: commitWithHours(table, records.commit),
  };
}
