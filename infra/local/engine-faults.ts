import { type EngineAnswer, type EngineRequest, faultAnswer, type Send } from "./engine-layer.ts";
import { type OutlineOf, touchedBy } from "./engine-request.ts";
import { type Dice, diceOf, type Faults } from "./faults.ts";
import { type Json, type JsonObject, listIn, objectIn } from "./json.ts";
import { lateReads } from "./late-reads.ts";

const DYNAMO = "com.amazonaws.dynamodb.v20120810#";
const WRITES = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"];
const ONE_ITEM_WRITES = ["PutItem", "UpdateItem", "DeleteItem"];
const TRANSACTIONS = ["TransactWriteItems", "TransactGetItems"];
const BATCHES: Readonly<Record<string, "UnprocessedItems" | "UnprocessedKeys">> = { BatchWriteItem: "UnprocessedItems", BatchGetItem: "UnprocessedKeys" };

/**
 * Puts faults in the way of requests, as DynamoDB has them. Conflicts and throttling come before anything is applied. A
 * lost answer comes after: all is done, and the caller is told of an error of the server's. Each table has dice of its
 * own, in the order tables are first heard of, so that what others do changes nothing.
 */
export function engineFaults(faults: Faults, outlineOf: OutlineOf): (send: Send) => Send {
  const dice = new Map<string, Dice>();
  const diceFor = (table: string): Dice => {
    const known = dice.get(table) ?? diceOf(faults, `table ${dice.size}`);
    dice.set(table, known);
    return known;
  };
  return (engine) => {
    const send = faults.shares.late ? lateReads(engine, outlineOf, diceFor) : engine;
    return async (request) => {
      const table = tableOf(request);
      // Looking after tables is nothing to put faults in the way of.
      if (table === undefined) return send(request);
      const draws = diceFor(table);
      if (draws.raises("throttle")) return throttled(request, draws);
      if (draws.raises("conflict")) {
        const clash = conflict(request, draws);
        if (clash) return clash;
      }
      const answer = await partly(request, draws, send);
      return WRITES.includes(request.operation) && answer.status === 200 && draws.raises("lost")
        ? faultAnswer(`${DYNAMO}InternalServerError`, "The request processing has failed because of an unknown error, exception or failure.", 500)
        : answer;
    };
  };
}

/** The table whose items a request is about; undefined where it is about none. */
export function tableOf({ operation, body }: EngineRequest): string | undefined {
  if (operation === "Query" || operation === "Scan") return String(body["TableName"]);
  return touchedBy(operation, body)[0]?.table;
}

/** Cancels a transaction for a reason of one of its items; for the others there is none. */
function cancelled({ body }: EngineRequest, draws: Dice, Code: string, Message: string): EngineAnswer {
  const items = listIn(body["TransactItems"]);
  const struck = Math.floor(draws.draw() * items.length);
  const CancellationReasons = items.map((_, index) => (index === struck ? { Code, Message } : { Code: "None" }));
  const codes = CancellationReasons.map((reason) => reason.Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return faultAnswer(`${DYNAMO}TransactionCanceledException`, message, 400, { CancellationReasons });
}

function throttled(request: EngineRequest, draws: Dice): EngineAnswer {
  const exceeded = "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level.";
  if (TRANSACTIONS.includes(request.operation) && draws.draw() < 0.5) {
    return draws.draw() < 0.5
      ? cancelled(request, draws, "ThrottlingError", "Throughput exceeds the current capacity of your table or index.")
      : cancelled(request, draws, "ProvisionedThroughputExceeded", exceeded);
  }
  return draws.draw() < 0.5
    ? faultAnswer(`${DYNAMO}ProvisionedThroughputExceededException`, exceeded)
    : faultAnswer(`${DYNAMO}ThrottlingException`, "Throughput exceeds the current capacity of your table or index.");
}

/** Another transaction is at work on an item; undefined of what no transaction can be in the way of. */
function conflict(request: EngineRequest, draws: Dice): EngineAnswer | undefined {
  if (TRANSACTIONS.includes(request.operation)) return cancelled(request, draws, "TransactionConflict", "Transaction is ongoing for the item");
  if (ONE_ITEM_WRITES.includes(request.operation)) return faultAnswer(`${DYNAMO}TransactionConflictException`, "Transaction is ongoing for the item");
  return undefined;
}

/** Sends a batch without some of what is in it, and gives that back as unprocessed; anything else whole. Something of a batch is always done. */
async function partly(request: EngineRequest, draws: Dice, send: Send): Promise<EngineAnswer> {
  const field = BATCHES[request.operation];
  if (field === undefined) return send(request);
  const left: Record<string, Json> = {};
  const done: Record<string, Json> = {};
  let kept = 0;
  for (const [table, wanted] of Object.entries(objectIn(request.body["RequestItems"]))) {
    const all = Array.isArray(wanted) ? wanted : listIn(objectIn(wanted)["Keys"]);
    const marked = all.map((one: Json) => ({ one, out: draws.raises("unprocessed") }));
    if (kept === 0 && marked[0]) marked[0].out = false;
    const [out, rest] = [marked.filter((one) => one.out), marked.filter((one) => !one.out)].map((some) => some.map(({ one }) => one));
    kept += rest?.length ?? 0;
    const as = (some: readonly Json[]): Json => (Array.isArray(wanted) ? some : { ...objectIn(wanted), Keys: some });
    if (rest && rest.length > 0) done[table] = as(rest);
    if (out && out.length > 0) left[table] = as(out);
  }
  if (Object.keys(left).length === 0) return send(request);
  const answer = await send({ ...request, body: { ...request.body, RequestItems: done } });
  if (answer.status !== 200) return answer;
  const body: JsonObject = objectIn(JSON.parse(answer.body));
  return { ...answer, body: JSON.stringify({ ...body, [field]: { ...objectIn(body[field]), ...left } }) };
}
