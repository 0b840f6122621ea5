import { finder } from "../../functions/directory/search/find.ts";
import { buildSnapshot } from "../../functions/directory/snapshot/build-snapshot.ts";
import { dynamoListingStore } from "../../functions/directory/store/dynamo-listing-store.ts";
import { dynamoSnapshotStore } from "../../functions/directory/store/dynamo-snapshot-store.ts";
import { ensureTables, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import type { SynthesizedSystem } from "../../infra/local/template.ts";
import { systemContext } from "../../shared/audit/context.ts";
import { repeatableNumbers } from "../../shared/domain/hash.ts";
import { londonDayNumber } from "../../shared/domain/time.ts";
import { type Listing, ListingId } from "../../shared/listing/listing.ts";
import type { SnapshotRow } from "../../shared/listing/public-listing.ts";
import { councilPolicy } from "../../shared/policy/council.ts";
import { dynamoDirectoryReader } from "../../shared/snapshot/dynamo-directory-reader.ts";
import { SETTLED_MS } from "../../shared/snapshot/log-times.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { hotReader } from "../../shared/table/hot-reader.ts";
import { openTable, type Table } from "../../shared/table/table-client.ts";
import { printRow, say } from "./report.ts";
import { AUTHORITY, NOW, syntheticDirectory } from "./synthetic.ts";

const SIZE = 130_000;
const CHANGES = 10;
/** One change in so many seconds, with a search every second, for so many changes. */
const CHANGE_EVERY_SECONDS = 5;
const CHANGES_WATCHED = 40;

/** A table that says what its writes cost. */
function metered(table: Table): { readonly table: Table; readonly cost: { writeUnits: number } } {
  const cost = { writeUnits: 0 };
  const { client } = table;
  const send = async (command: any, ...options: any[]): Promise<any> => {
    command.input.ReturnConsumedCapacity = "TOTAL";
    const answer = await (client as any).send(command, ...options);
    if (/Put|Update|Delete|Write/.test(command.constructor.name))
      for (const { CapacityUnits = 0 } of [answer.ConsumedCapacity ?? []].flat()) cost.writeUnits += CapacityUnits;
    return answer;
  };
  return { table: { ...table, client: Object.assign(Object.create(client), { send }) }, cost };
}

/** What a snapshot costs after a few changes of a large directory, and a search while listings change. */
export async function benchRebuild(system: SynthesizedSystem, size = SIZE): Promise<void> {
  say(`${size.toLocaleString("en-GB")} listings: building ...`);
  const engine = await startEngine();
  try {
    await ensureTables(engine.endpoint, system, "rebuild");
    let at = NOW;
    const now = () => at;
    const connection = awsConnectionFrom(localAwsEnvironment(engine.endpoint));
    const { table, cost } = metered(openTable(connection, "rebuild", now));
    const reader = hotReader(connection, "rebuild");
    const snapshots = dynamoSnapshotStore(table, reader);
    const listings = dynamoListingStore(table);
    const { rows } = await syntheticDirectory(size, 0);
    await buildSnapshot(
      {
        ...snapshots,
        async *allRows() {
          yield* rows;
        },
      },
      now,
      "truth",
    );
    say(`  all of it: ${Math.round(cost.writeUnits)} write units`);
    const random = repeatableNumbers(size);
    const chosen = Array.from({ length: CHANGES }, () => rows[Math.floor(random() * rows.length)]).filter((row) => row !== undefined);
    const put = async (change: (row: SnapshotRow, index: number) => Partial<Listing>): Promise<void> => {
      for (const [index, row] of chosen.entries()) {
        const listing: Listing = { ...row.listing, id: ListingId.parse(row.listing.id), area: row.area, ...change(row, index) };
        const replaces = (await listings.read([listing.id])).get(listing.id);
        await listings.commit([{ listing, digest: "d", ...(replaces ? { replaces } : {}) }], systemContext("import", at), "listing:import");
      }
    };
    const rebuilt = async (what: string): Promise<void> => {
      at += 2 * SETTLED_MS;
      cost.writeUnits = 0;
      const readUnits = reader.meter.readUnits;
      const report = await buildSnapshot(snapshots, now);
      printRow({
        bench: "rebuild",
        size,
        after: `${CHANGES} ${what}`,
        tilesWritten: report?.tilesWritten ?? 0,
        writeUnits: Math.round(cost.writeUnits),
        readUnits: Math.round(reader.meter.readUnits - readUnits),
      });
    };
    // The listings themselves come first: the snapshot has them already.
    await put(() => ({}));
    await rebuilt("known already, tiles made of the listings");
    await put((_, index) => ({ hoursFree: index + 1 }));
    await rebuilt("changed");
    await put((_, index) => ({ id: ListingId.parse(`new-${index}`) }));
    await rebuilt("new");

    const found = finder(dynamoDirectoryReader(reader), now);
    const [row] = chosen;
    if (!row) throw new Error("There is no one to search for");
    const criteria = {
      point: row.area,
      miles: 10,
      service: [],
      group: [],
      skill: [],
      when: [],
      language: [],
      kind: [],
      gender: [],
      status: ["accredited"],
      sort: "distance" as const,
      limit: 20,
      day: londonDayNumber(NOW),
      week: 1,
      weights: councilPolicy(AUTHORITY).fit,
    };
    const search = () => found.find(found.ask(), criteria, undefined, (page) => page);
    await search();
    let [readUnits, searches] = [0, 0];
    for (let change = 0; change < CHANGES_WATCHED; change += 1) {
      const id = ListingId.parse(`new-${change % CHANGES}`);
      const replaces = (await listings.read([id])).get(id);
      if (replaces)
        await listings.commit([{ listing: { ...replaces.listing, hoursFree: change }, digest: "d", replaces }], systemContext("import", at), "listing:import");
      for (let second = 0; second < CHANGE_EVERY_SECONDS; second += 1) {
        const before = reader.meter.readUnits;
        await search();
        // Cards of other pages are not what is asked about.
        readUnits += Math.min(reader.meter.readUnits - before, 100);
        searches += 1;
        at += 1000;
      }
    }
    printRow({ bench: "search-while-changing", size, changeEverySeconds: CHANGE_EVERY_SECONDS, readUnits: Number((readUnits / searches).toFixed(2)) });
    table.client.destroy();
  } finally {
    await engine.stop();
  }
}
