import { benchBalances } from "./balances.ts";
import { reportAsJson } from "./report.ts";

reportAsJson(true);
await benchBalances(Number(process.argv[2]));
