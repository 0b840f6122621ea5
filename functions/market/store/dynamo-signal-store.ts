import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Audience } from "../../../shared/domain/small-numbers/rules.ts";
import { expiryAt } from "../../../shared/domain/time.ts";
import { keysOfPartition, removeItems } from "../../../shared/due/dynamo-due.ts";
import { type FiguresPlace, figuresStoreIn, shownFiguresIn } from "../../../shared/figures/dynamo-figures-store.ts";
import type { FiguresStore, ShownFigures } from "../../../shared/figures/ports.ts";
import { demandFactShape } from "../../../shared/records/demand-facts.ts";
import { SHARDS } from "../../../shared/signals/dynamo-searched-store.ts";
import { searchAreasShape, searchedShape } from "../../../shared/signals/stored-shapes.ts";
import { keys } from "../../../shared/table/keys.ts";
import { itemsOf } from "../../../shared/table/pages.ts";
import { markOf, readItem, readStored } from "../../../shared/table/stored-shape.ts";
import type { Table } from "../../../shared/table/table-client.ts";
import type { SignalStore } from "../use-cases/signal-ports.ts";
import { marketKeys } from "./keys.ts";
import { searchesShape, signalFiguresShape, trueSignalsShape } from "./shapes.ts";

const signalKey = (audience: Audience, council: string, period: string, version: number) =>
  audience === "public" ? marketKeys.publicSignals(council, period, version) : marketKeys.staffSignals(council, period, version);

const trueSignalKey = (council: string, period: string, version: number) => marketKeys.trueSignals(council, period, version);

const place: FiguresPlace = { figuresKey: signalKey, trueKey: trueSignalKey, figuresShape: signalFiguresShape, trueShape: trueSignalsShape };

/** Publications of signals as pages read them. */
export const dynamoShownSignals = (table: Table): ShownFigures => shownFiguresIn(table, place);

/** Publications of signals as the job keeps them, with what they were made of. */
export const dynamoSignalFigures = (table: Table): FiguresStore => figuresStoreIn(table, place);

/** What an item holds, and a search function reads once a day. Of more areas, searches are counted by district. */
const MOST_CHARACTERS = 380_000;

const shards = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Searches and facts as the nightly job of signals counts them. */
export function dynamoSignalStore(table: Table): SignalStore {
  const { client, name: TableName } = table;
  return {
    async searchedOn(day) {
      const found = await Promise.all(shards.map((shard) => itemsOf(table, keys.searched(day, shard, "").pk)));
      return found.flat().map((item) => readItem(searchedShape, item));
    },
    async keepDay(council, day, cells, keptUntil) {
      const Item = { ...marketKeys.searches(council, day), ...markOf(searchesShape), cells, expiresAt: expiryAt(keptUntil) };
      try {
        await client.send(new PutCommand({ TableName, Item, ConditionExpression: "attribute_not_exists(pk)" }));
      } catch (error) {
        if (!(error instanceof Error && error.name === "ConditionalCheckFailedException")) throw error;
      }
    },
    async forgetDay(day) {
      for (const shard of shards) await removeItems(table, await keysOfPartition(table, keys.searched(day, shard, "").pk));
      await client.send(new DeleteCommand({ TableName, Key: keys.searchSalt(day) }));
    },
    async forgetMonth(month) {
      await client.send(new DeleteCommand({ TableName, Key: keys.searchSalt(month) }));
    },
    async searchesIn(council, month) {
      return (await itemsOf(table, marketKeys.searches(council, "").pk, month)).flatMap((item) => readItem(searchesShape, item).cells);
    },
    async factsIn(council, month) {
      return (await itemsOf(table, keys.demandFact(council, month, "", "").pk)).map((item) => readItem(demandFactShape, item));
    },
    async keepAreas(areas) {
      const body = JSON.stringify(areas);
      if (body.length > MOST_CHARACTERS) return;
      const { Item } = await client.send(new GetCommand({ TableName, Key: keys.searchAreas() }));
      if (Item && readStored(searchAreasShape, Item["schemaVersion"], JSON.parse(String(Item["body"]))).vintage === areas.vintage) return;
      await client.send(new PutCommand({ TableName, Item: { ...keys.searchAreas(), ...markOf(searchAreasShape), body } }));
    },
  };
}
