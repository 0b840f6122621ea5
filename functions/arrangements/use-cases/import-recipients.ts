import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { instantOf } from "../../../shared/domain/time.ts";
import { saidOf } from "../../../shared/domain/timeline.ts";
import type { FileRow, ImportReport, Progress, RefusedRow } from "../../../shared/import/rows.ts";
import type { SealedFields } from "../../../shared/sealed-fields/sealed-fields.ts";
import type { Recipient } from "../rules/recipient.ts";
import { newRecipient, type Statement, withStatement } from "../rules/recipient-facts.ts";
import { type RecipientRow, recipientRow } from "../rules/recipient-row.ts";
import type { RecipientId, RecipientStore } from "./recipient-ports.ts";

export interface ImportRecipientsDeps {
  readonly store: Pick<RecipientStore, "recipients" | "commit">;
  readonly idOf: RecipientId;
  readonly fields: SealedFields;
  /** Whether a record is so old that it is stored no longer. */
  readonly isOver: (recipient: Recipient) => boolean;
  /** Whose people the file is of (GSS code). */
  readonly authority: string;
  readonly mostWeeklyPence: number;
  /** Who imports, and when: for the audit trail, and as what is learned is dated. */
  readonly context: AuditContext;
  readonly progress: Progress;
}

/** A row that was read, and whose it is. */
interface Taken {
  readonly line: number;
  readonly id: string;
  readonly row: RecipientRow;
}

/** So many people are written at a time: with its trail each is two writes, and a transaction has room for a hundred. */
const PEOPLE_A_COMMIT = 40;
const STALE_TRIES = 3;
/** So many transactions are under way at once: while the table works on one, the next is made ready. */
const COMMITS_AT_ONCE = 3;
/** Where a sealed text stands in its record. */
export const PLACES = { postcode: "home.postcode", sector: "home.sector", postalAddress: "postalAddress" } as const;

/**
 * Takes in a council's people, row by row, as the file comes: what it says is learned now. Bad rows are reported by their line and left out; the
 * others are stored. A person is known by the council's reference: brought again, a row that says what is known writes nothing, and an
 * import that was stopped goes on where it was.
 */
export async function importRecipients(rows: AsyncIterable<FileRow>, deps: ImportRecipientsDeps): Promise<ImportReport> {
  const { idOf, authority, progress } = deps;
  const counts = { added: 0, changed: 0, unchanged: 0 };
  const refused: RefusedRow[] = [];
  const doubtful: RefusedRow[] = [];
  const lineOf = new Map<string, number>();
  let waiting: Taken[] = [];
  const people = new Set<string>();
  let read = 0;

  /** Each settles without throwing: what failed is thrown where it is waited for. */
  const underWay: Promise<PromiseSettledResult<Done>>[] = [];
  const finish = async (): Promise<void> => {
    const done = await underWay.shift();
    if (done?.status === "rejected") throw done.reason;
    for (const count of ["added", "changed", "unchanged"] as const) counts[count] += done?.value[count] ?? 0;
    refused.push(...(done?.value.refused ?? []));
  };
  const begin = (): void => {
    underWay.push(Promise.allSettled([stored(waiting, deps)]).then(([done]) => done));
    waiting = [];
    people.clear();
  };

  for await (const line of rows) {
    read += 1;
    if (read % 1000 === 0) progress(read);
    if ("unreadable" in line) {
      refused.push({ line: line.line, field: "line", reason: line.unreadable });
      continue;
    }
    const parsed = recipientRow(line.values, deps.mostWeeklyPence);
    if (!parsed.ok) {
      refused.push(...parsed.faults.map((fault) => ({ line: line.line, ...fault })));
      continue;
    }
    const { row } = parsed;
    if (row.council !== undefined && row.council !== authority) {
      refused.push({ line: line.line, field: "council", reason: "is another council: its people come in a file of its own" });
      continue;
    }
    const id = await idOf(authority, row.reference);
    const first = lineOf.get(`${id} ${row.from}`);
    if (first !== undefined) {
      refused.push({ line: line.line, field: "from", reason: `is a day that line ${first} speaks of for the same person` });
      continue;
    }
    lineOf.set(`${id} ${row.from}`, line.line);
    doubtful.push(...row.doubts.map((doubt) => ({ line: line.line, ...doubt })));
    if (!people.has(id) && people.size === PEOPLE_A_COMMIT) {
      if (underWay.length === COMMITS_AT_ONCE) await finish();
      begin();
    }
    people.add(id);
    waiting.push({ line: line.line, id, row });
  }
  begin();
  while (underWay.length > 0) await finish();
  return { ...counts, refused: refused.toSorted((one, other) => one.line - other.line), doubtful };
}

type Done = Omit<ImportReport, "doubtful">;
const NOTHING: Done = { added: 0, changed: 0, unchanged: 0, refused: [] };

/** Stores what some rows say, each person once. What another changes meanwhile is read again; a person who does not come to rest is reported, and the others are stored. */
async function stored(taken: readonly Taken[], deps: ImportRecipientsDeps): Promise<Done> {
  if (taken.length === 0) return NOTHING;
  for (let attempt = 1; attempt <= STALE_TRIES; attempt += 1) {
    const done = await tryToStore(taken, deps);
    if (done) return done;
  }
  const people = [...Map.groupBy(taken, ({ id }) => id).values()];
  if (people.length === 1)
    return { ...NOTHING, refused: taken.map(({ line }) => ({ line, field: "line", reason: "is of a person who is being changed: import it again" })) };
  let all = NOTHING;
  for (const rows of people) {
    const one = await stored(rows, deps);
    all = {
      added: all.added + one.added,
      changed: all.changed + one.changed,
      unchanged: all.unchanged + one.unchanged,
      refused: [...all.refused, ...one.refused],
    };
  }
  return all;
}

/** One try; undefined where another was first. */
async function tryToStore(taken: readonly Taken[], deps: ImportRecipientsDeps): Promise<Done | undefined> {
  const { store, fields, context, authority, isOver } = deps;
  const at = instantOf(context.at);
  const known = await store.recipients([...new Set(taken.map(({ id }) => id))]);
  const now = new Map<string, Recipient>();
  const refused: RefusedRow[] = [];
  let [added, changed, unchanged] = [0, 0, 0];
  for (const { line, id, row } of taken) {
    const before = now.get(id) ?? known.get(id)?.body;
    if (!before && !row.plain.name) {
      refused.push({ line, field: "name", reason: "is missing, and this person is not known yet" });
      continue;
    }
    const from = before ?? newRecipient(id, authority, row.reference, at);
    const after = await resealed(withStatement(from, await sealedStatement(from, row, fields), at), fields);
    if (isOver(after)) {
      refused.push({ line, field: "line", reason: "is of a direct payment that ended so long ago that we do not keep it" });
      continue;
    }
    if (before === undefined) added += 1;
    else if (after === before) unchanged += 1;
    else changed += 1;
    now.set(id, after);
  }
  const changes = [...now].flatMap(([id, after]) => {
    const before: Versioned<Recipient> | undefined = known.get(id);
    return before?.body === after ? [] : [{ entity: "recipient" as const, before, after, action: "recipient:import" }];
  });
  if (changes.length > 0 && !(await store.commit(context, changes)).ok) return undefined;
  return { added, changed, unchanged, refused };
}

/** What a row says, as it may be stored: what only Trellis may read is sealed, and left out where it is known. */
async function sealedStatement(recipient: Recipient, { from, dated, plain, home, address }: RecipientRow, fields: SealedFields): Promise<Statement> {
  const record = recipient.id;
  const seal = (field: keyof typeof PLACES, text: string) => fields.seal({ record, field: PLACES[field] }, text);
  const isSealed = async (field: keyof typeof PLACES, sealed: string | undefined, text: string) =>
    sealed !== undefined && (await fields.open({ record, field: PLACES[field] }, sealed)) === text;

  const lived = saidOf(recipient.dated.home, from)?.value;
  const sameHome = home ? await isSealed("postcode", lived?.postcode, home.postcode) : false;
  const newHome = home && !sameHome ? { sector: await seal("sector", home.sector), postcode: await seal("postcode", home.postcode) } : home;
  const held = recipient.plain.postalAddress?.value;
  const sameAddress = address ? await isSealed("postalAddress", held?.value, address.value) : false;
  const newAddress = address ? { ...address, value: sameAddress && held ? held.value : await seal("postalAddress", address.value) } : address;
  return { from, dated: { ...dated, home: sameHome ? undefined : newHome }, plain: { ...plain, postalAddress: newAddress } };
}

/** The record with nothing in it that is sealed with an older key; the very same where there is nothing such. */
async function resealed(recipient: Recipient, fields: SealedFields): Promise<Recipient> {
  const { postalAddress } = recipient.plain;
  const again = async (field: keyof typeof PLACES, sealed: string): Promise<string> => {
    if (!(await fields.isOld(sealed))) return sealed;
    const place = { record: recipient.id, field: PLACES[field] };
    return fields.seal(place, await fields.open(place, sealed));
  };
  const home = await Promise.all(
    recipient.dated.home.map(async (fact) => {
      if (!fact.value) return fact;
      const value = { sector: await again("sector", fact.value.sector), postcode: await again("postcode", fact.value.postcode) };
      return value.sector === fact.value.sector && value.postcode === fact.value.postcode ? fact : { ...fact, value };
    }),
  );
  const address = postalAddress?.value && (await again("postalAddress", postalAddress.value.value));
  const sameAddress = address === undefined || address === null || address === postalAddress?.value?.value;
  if (sameAddress && home.every((fact, index) => fact === recipient.dated.home[index])) return recipient;
  const plain =
    sameAddress || !postalAddress?.value
      ? recipient.plain
      : { ...recipient.plain, postalAddress: { ...postalAddress, value: { ...postalAddress.value, value: address } } };
  return { ...recipient, dated: { ...recipient.dated, home }, plain };
}
