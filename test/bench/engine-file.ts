import { DatabaseSync } from "node:sqlite";
import type { StoredItem } from "../../shared/table/pages.ts";
import { sizeOf } from "./units.ts";

/** Where an item stands. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** A table in the engine's own file, while the engine runs on it. Nothing is there before it is closed. */
export interface EngineFile {
  /** Puts an item there, one of the kinds of values that are written here, beside one that the engine has. */
  put(item: StoredItem, beside: ItemKey): void;
  /** Puts a copy of an item that the engine has there, with every text in it that is named replaced by another. */
  copy(from: ItemKey, to: ItemKey, instead: Readonly<Record<string, string>>): void;
  close(): void;
}

/** Opens a table in the engine's own file: through the engine a million items would take longer than all that is measured. */
export function engineFile(file: string, table: string): EngineFile {
  const database = new DatabaseSync(file);
  const find = database.prepare(`SELECT item_json, item_size, hash_prefix FROM "${table}" WHERE pk = ? AND sk = ?`);
  const insert = database.prepare(`INSERT INTO "${table}" (pk, sk, item_json, item_size, hash_prefix) VALUES (?, ?, ?, ?, ?)`);
  const seen = new Map<string, Stored>();
  const found = ({ pk, sk }: ItemKey): Stored => {
    const known = seen.get(`${pk}\n${sk}`);
    if (known) return known;
    const { item_json: json, item_size: size, hash_prefix: prefix } = find.get(`S:${pk}`, `S:${sk}`) ?? {};
    if (typeof json !== "string" || typeof prefix !== "string") throw new Error("The engine does not have this item as it is looked for");
    const stored = { json, size: Number(size), prefix };
    seen.set(`${pk}\n${sk}`, stored);
    return stored;
  };
  database.exec("BEGIN");
  return {
    put: (item, beside) => void insert.run(`S:${item["pk"]}`, `S:${item["sk"]}`, JSON.stringify(marshalled(item)), sizeOf(item), found(beside).prefix),
    copy(from, to, instead) {
      const { json, size, prefix } = found(from);
      const copied = Object.entries(instead).reduce((text, [of, as]) => text.replaceAll(of, as), json);
      insert.run(`S:${to.pk}`, `S:${to.sk}`, copied, size + copied.length - json.length, prefix);
    },
    close() {
      database.exec("COMMIT");
      database.close();
    },
  };
}

interface Stored {
  readonly json: string;
  readonly size: number;
  readonly prefix: string;
}

/** An item in DynamoDB's own writing, of the kinds of values that are copied. */
const marshalled = (item: StoredItem): object =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? { B: Buffer.from(value).toString("base64") } : typeof value === "number" ? { N: String(value) } : { S: value },
    ]),
  );
