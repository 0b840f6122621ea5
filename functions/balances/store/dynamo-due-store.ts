import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { DAY_MS } from "../../../shared/domain/time.ts";
import { itemsOf, queried, queryPages } from "../../../shared/table/pages.ts";
import { markOf, readItem } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import { turnOf } from "../rules/periods.ts";
import type { DueStore, Outcome } from "../use-cases/due-ports.ts";
import { ledgerKeys } from "./keys.ts";
import { dueShape, runDoneShape, runPartShape, runShape } from "./ledger-entities.ts";
import { SHARDS } from "./shards.ts";

/** So long it can be seen what became of a run. */
const RUN_KEPT_DAYS = 400;

const FAILED = "-";
const LETTERS: Readonly<Record<Outcome, string>> = { measured: "m", refused: "r", missing: "s" };
const outcomeOf = (letter: string): Outcome | undefined => (letter === "m" ? "measured" : letter === "r" ? "refused" : letter === "s" ? "missing" : undefined);

/** The store of what is due, over the table of money. */
export function dynamoDueStore(table: Table): DueStore {
  const { name: TableName, client, now } = table;
  const expiresAt = () => Math.floor((now() + RUN_KEPT_DAYS * DAY_MS) / 1000);
  return {
    async *dueOn(council, day, read = () => undefined) {
      const inShard = async (shard: number): Promise<readonly string[]> => {
        const { pk, sk: turn } = ledgerKeys.due(council, shard, turnOf(day), "");
        const pages = queryPages(table, {
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :turn)",
          ExpressionAttributeValues: { ":pk": pk, ":turn": turn },
          ConsistentRead: true,
        });
        const found: string[] = [];
        for await (const page of pages) {
          read(page.read);
          const due = page.items.map((item) => readItem(dueShape, item)).filter(({ from }) => from <= day);
          found.push(...due.map(({ account }) => account));
        }
        return found;
      };
      // A day's accounts of a council are a few thousand: all of its shards are asked at once.
      for (const due of await Promise.all(Array.from({ length: SHARDS }, (_, shard) => inShard(shard)))) if (due.length > 0) yield due;
    },
    async notePart({ council, day, part, accounts }) {
      const key = ledgerKeys.runPart(council, day, part);
      await client.send(new PutCommand({ TableName, Item: { ...key, ...markOf(runPartShape), part, accounts, expiresAt: expiresAt() } }));
    },
    async notePlanned(run) {
      const key = ledgerKeys.run(run.council, run.day);
      await client.send(new PutCommand({ TableName, Item: { ...key, ...markOf(runShape), ...run, expiresAt: expiresAt() } }));
    },
    async noteDone({ council, day, part }, outcomes) {
      const key = ledgerKeys.runDone(council, day, part);
      const letters = outcomes.map((outcome) => (outcome === undefined ? FAILED : LETTERS[outcome])).join("");
      await client.send(new PutCommand({ TableName, Item: { ...key, ...markOf(runDoneShape), part, outcomes: letters, expiresAt: expiresAt() } }));
    },
    async runs(council, since) {
      const { pk, sk } = ledgerKeys.run(council, since);
      const found = await queried(table, {
        KeyConditionExpression: "pk = :pk AND sk >= :since",
        ExpressionAttributeValues: { ":pk": pk, ":since": sk },
        ConsistentRead: true,
      });
      return found.map((item) => readItem(runShape, item));
    },
    async runParts(council, day) {
      const [parts, done] = [ledgerKeys.runPart(council, day, ""), ledgerKeys.runDone(council, day, "")];
      return {
        parts: (await itemsOf(table, parts.pk, parts.sk)).map((item) => ({ council, day, ...readItem(runPartShape, item) })),
        done: new Map(
          (await itemsOf(table, done.pk, done.sk)).map((item) => {
            const { part, outcomes } = readItem(runDoneShape, item);
            return [part, Array.from(outcomes, outcomeOf)] as const;
          }),
        ),
      };
    },
  };
}
