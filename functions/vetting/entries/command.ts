import { PlainDate } from "../../../shared/domain/time.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoSweepStore } from "../store/dynamo-sweep-store.ts";
import { planSweep, processDueItem } from "../use-cases/nightly-sweep.ts";
import { sweepDeps } from "./sweep.composition.ts";

const [verb, day = new Date().toISOString().slice(0, 10)] = process.argv.slice(2);
/** The hour of the night the schedule has, in UTC. */
const HOUR = "03:00:00Z";

if (verb !== "sweep" || !PlainDate.safeParse(day).success) {
  process.stderr.write("Usage: npm run sweep -- [DAY]   does what the nightly sweep does on that day, such as 2027-03-31\n");
  process.exitCode = 1;
} else {
  const at = Date.parse(`${day}T${HOUR}`);
  const store = dynamoSweepStore(openTable(awsConnectionFrom(process.env), process.env["TABLE_NAME"] ?? ""));
  const deal = processDueItem(sweepDeps(process.env));
  const counts = { done: 0, nothing: 0, removed: 0 };
  const { due } = await planSweep(
    store,
    async (messages) => {
      for (const { items } of messages) for (const item of items) counts[await deal(item, at)] += 1;
    },
    at,
  );
  process.stdout.write(`Swept until ${day}: ${due} due, ${counts.done} dealt with, ${counts.removed} removed, ${counts.nothing} with nothing to do\n`);
}
