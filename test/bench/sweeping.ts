import { dynamoCaseStore } from "../../functions/vetting/store/dynamo-case-store.ts";
import { dynamoSweepStore } from "../../functions/vetting/store/dynamo-sweep-store.ts";
import { planSweep, processDueItem, type SweepMessage } from "../../functions/vetting/use-cases/nightly-sweep.ts";
import { localAwsEnvironment } from "../../infra/local/engine.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { openTable } from "../../shared/table/table-client.ts";
import { SWEPT, type SweptTable } from "./sweep.ts";

// The process that sweeps: what is found, and what deals with it, as the two functions do, several messages at once.

const AT_ONCE = 8;
const at = Date.parse(`${SWEPT}T03:00:00Z`);

process.once("message", async ({ endpoint, tableName }: SweptTable) => {
  const table = openTable(awsConnectionFrom({ ...localAwsEnvironment(endpoint), TABLE_NAME: tableName }), tableName);
  let itemsRead = 0;
  const sweeps = dynamoSweepStore(table, (items) => {
    itemsRead += items;
  });
  const deal = processDueItem({
    store: dynamoCaseStore(table),
    sweeps,
    newId: () => "never",
    site: new URL("https://trellis.example"),
    removeFile: async () => undefined,
  });
  const waiting: SweepMessage[] = [];
  const began = performance.now();
  const { due } = await planSweep(sweeps, async (messages) => void waiting.push(...messages), at);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let message = waiting.pop(); message; message = waiting.pop()) for (const item of message.items) await deal(item, at);
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  process.send?.({ itemsDue: due, itemsRead, seconds, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) });
  process.disconnect();
});
