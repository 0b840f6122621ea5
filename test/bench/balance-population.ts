import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { statementImporter } from "../../functions/balances/entries/statement-import.composition.ts";
import { checkCycle } from "../../functions/balances/rules/check.ts";
import type { Movement } from "../../functions/balances/rules/movement.ts";
import { turnOf } from "../../functions/balances/rules/periods.ts";
import { StoredFacts } from "../../functions/balances/rules/stored-facts.ts";
import { dynamoLedgerStore } from "../../functions/balances/store/dynamo-ledger-store.ts";
import { ledgerKeys } from "../../functions/balances/store/keys.ts";
import { dueShape } from "../../functions/balances/store/ledger-entities.ts";
import { packed, unpacked } from "../../functions/balances/store/packing.ts";
import { shardOf } from "../../functions/balances/store/shards.ts";
import { checkAccount } from "../../functions/balances/use-cases/check-account.ts";
import { cycleNumbered, cycleOn } from "../../shared/domain/cycles.ts";
import { repeatableNumbers } from "../../shared/domain/hash.ts";
import { dayNumber, daysAfter, type PlainDate } from "../../shared/domain/time.ts";
import { balancePolicyOn } from "../../shared/policy/balances.ts";
import { dueCouncilOf } from "../../shared/policy/due-council.ts";
import { itemsOf, type StoredItem } from "../../shared/table/pages.ts";
import { markOf } from "../../shared/table/stored-shape.ts";
import type { Table } from "../../shared/table/table-client.ts";
import { FIRST } from "../support/balance-accounts.ts";
import { COUNCIL } from "../support/councils.ts";
import { household, lived } from "../support/households.ts";
import { newHead } from "../support/ledger-scene.ts";
import { TRELLIS_HEADER } from "../support/statement-scene.ts";
import { CYCLES, DUE_ON } from "./due-day.ts";
import { engineFile } from "./engine-file.ts";
import { unitsOfWrites } from "./units.ts";

/** How many rows a statement of a cycle has: 38 a month. */
const ROWS = 35;
/** So many households differ; every further account is a copy of one of them. */
const DIFFERENT = 32;
const SHOPS = ["Sample Care Ltd, Leicester", "Sample Travel", "SAMPLE SHOP 4417", "Sample Assistant", "Sample Pharmacy LE13", "Sample Outing", "Sample Taxi"];

const nameOf = (index: number): string => `0b5e3a60-2a7e-4a83-9a5e-${String(index).padStart(12, "0")}`;
const cardOf = (index: number): string => `CARD-${index}`;
const pounds = (pence: number): string => `${pence < 0 ? "-" : ""}${Math.floor(Math.abs(pence) / 100)}.${String(Math.abs(pence) % 100).padStart(2, "0")}`;

/** A household's movements with what is in parts, so that a month has its rows: payments go out until the cycle ends, and its last day has a fee. */
function inParts(movements: readonly Movement[]): readonly Pick<Movement, "postedOn" | "kind" | "pence">[] {
  const out = movements.filter(({ pence }) => pence < 0).length;
  const parts = Math.max(1, Math.round((CYCLES * (ROWS - 1) - (movements.length - out)) / Math.max(1, out)));
  const fees = Array.from({ length: CYCLES }, (_, cycle) => ({ postedOn: cycleNumbered(FIRST, cycle + 1).to, kind: "fee" as const, pence: -3 }));
  const pieces = movements.flatMap(({ postedOn, kind, pence }) => {
    if (pence >= 0) return [{ postedOn, kind, pence }];
    const each = Math.trunc(pence / parts);
    const days = dayNumber(cycleOn(FIRST, postedOn)?.to ?? postedOn) - dayNumber(postedOn);
    return Array.from({ length: parts }, (_, part) => ({
      ...{ postedOn: daysAfter(postedOn, Math.floor((part * days) / parts)), kind },
      pence: part === 0 ? pence - each * (parts - 1) : each,
    }));
  });
  return [...pieces, ...fees].toSorted((one, other) => (one.postedOn < other.postedOn ? -1 : one.postedOn > other.postedOn ? 1 : other.pence - one.pence));
}

/** What a household's card shows, row by row as a statement has it. */
function rowsOf(index: number, movements: readonly Movement[]): readonly { readonly postedOn: PlainDate; readonly text: string }[] {
  const random = repeatableNumbers(index);
  let balance = 0;
  return inParts(movements).map(({ postedOn, kind, pence }, row) => {
    balance += pence;
    const shop = SHOPS[Math.floor(random() * SHOPS.length)];
    const id = `TX${Math.floor(random() * 1e8)}${row}`;
    return { postedOn, text: `${cardOf(index)},${id},${postedOn},posted,${kind},${pounds(pence)},"${shop}",${pence < 0 ? "8099" : ""},${pounds(balance)}` };
  });
}

/** What taking in a statement of four weeks is charged for an account, in units. */
export interface Lived {
  readonly importUnits: number;
}

/**
 * A population on the day on which its last cycle is due: some households whose statements came every four weeks and were checked as they came, all by the
 * code that does so; and copies of them, item by item.
 */
export async function populate(table: Table, environment: Readonly<Record<string, string>>, file: string, accounts: number): Promise<Lived> {
  const store = dynamoLedgerStore(table);
  const folder = mkdtempSync(join(tmpdir(), "trellis-population-"));
  const some = Array.from({ length: Math.min(DIFFERENT, accounts) }, (_, index) => ({ index, ...lived(household(index), 1, CYCLES) }));
  for (const { index, facts } of some) {
    const stored = StoredFacts.parse({ ...facts, account: nameOf(index), authority: COUNCIL, identified: Object.fromEntries(facts.identified) });
    const alias = { account: nameOf(index), authority: COUNCIL, reference: cardOf(index), kind: "card" as const, from: FIRST };
    const done = await store.learn(undefined, newHead(stored), stored, [alias]);
    if (!done.ok) throw new Error(`An account was not opened: ${done.refusal}`);
  }
  const rows = some.map(({ index, ledger }) => rowsOf(index, ledger.movements));
  for (let cycle = 1; cycle <= CYCLES; cycle += 1) {
    const { from, to } = cycleNumbered(FIRST, cycle);
    const statement = join(folder, `${cycle}.csv`);
    writeFileSync(
      statement,
      `${[TRELLIS_HEADER, ...rows.flatMap((its) => its.flatMap(({ postedOn, text }) => (postedOn >= from && postedOn <= to ? text : [])))].join("\n")}\n`,
    );
    const after = Date.parse(`${daysAfter(to, 1)}T06:00:00Z`);
    const importer = statementImporter(environment, () => after);
    const report = await importer.take([statement], { authority: COUNCIL, layout: "trellis" });
    importer.close();
    if (report.refused.length > 0) throw new Error(`Rows were refused: ${JSON.stringify(report.refused[0])}`);
    if (cycle === CYCLES) break;
    const check = checkAccount({
      store,
      check: checkCycle,
      policyOn: balancePolicyOn,
      tell: async () => undefined,
      now: () => after + 60_000,
      noteOverLine: async () => undefined,
    });
    for (const { index } of some) await check(nameOf(index), daysAfter(to, 1), { consistent: true });
  }
  rmSync(folder, { recursive: true });
  const first = await Promise.all(some.map(({ index }) => itemsOf(table, ledgerKeys.head(nameOf(index)).pk)));
  copyIn(file, table.name, first, accounts);
  // Each import wrote its segments and the head.
  const written = first.map((items) => items.filter(({ sk }) => String(sk).startsWith("DAYS#")));
  const heads = first.map((items) => items.filter(({ sk }) => sk === "HEAD"));
  return { importUnits: unitsOfWrites(written.flat()) / CYCLES / first.length + unitsOfWrites(heads.flat()) / first.length };
}

/** Puts copies of the first accounts beside them. A segment says nowhere whose it is, a head in one place, and facts are packed anew. */
function copyIn(file: string, ledger: string, first: readonly (readonly StoredItem[])[], accounts: number): void {
  const there = engineFile(file, ledger);
  for (let index = first.length; index < accounts; index += 1) {
    const [account, of] = [nameOf(index), nameOf(index % first.length)];
    const [head, was] = [ledgerKeys.head(account), ledgerKeys.head(of)];
    const items = first[index % first.length] ?? [];
    for (const sk of items.flatMap(({ sk: one }) => (String(one).startsWith("DAYS#") || one === head.sk ? String(one) : [])))
      there.copy({ pk: was.pk, sk }, { pk: head.pk, sk }, { [of]: account });
    const { packed: bytes, ...facts } = items.find(({ sk }) => sk === "FACTS") ?? {};
    there.put({ ...facts, pk: head.pk, packed: packed({ ...Object(unpacked(bytes)), account }) }, was);
    const due = ledgerKeys.due(dueCouncilOf(COUNCIL), shardOf(account), turnOf(DUE_ON), account);
    there.put({ ...due, ...markOf(dueShape), account, from: DUE_ON }, was);
  }
  there.close();
}
