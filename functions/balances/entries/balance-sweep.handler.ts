import { londonDate } from "../../../shared/domain/time.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoDueCases } from "../store/dynamo-case-store.ts";
import { sweepCases } from "../use-cases/sweep-cases.ts";
import { sweepAllWell } from "../use-cases/tell-all-well.ts";
import { allWell } from "./all-well.composition.ts";
import { BalanceSweepEnv } from "./balance-sweep.env.ts";
import { balanceCases } from "./cases.composition.ts";

const { TABLE_NAME } = BalanceSweepEnv.parse(process.env);
const due = dynamoDueCases(openTable(awsConnectionFrom(process.env), TABLE_NAME));
const deps = balanceCases(process.env);
const well = allWell(process.env, deps);

/** Every morning: sends questions that wait, reminds, says who is to be called, and once a year that all is well, by the time the clock gives. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  const { due: found, done } = await sweepCases(deps, due, at);
  log("balances-swept", { day: londonDate(at), due: found, done });
  log("balances-well", { day: londonDate(at), told: await sweepAllWell(well.deps, well.due, at) });
};
