import { parseArgs } from "node:util";
import { buildBundles } from "../../infra/bundle.ts";
import { benchBalances } from "./balances.ts";
import { benchChanges } from "./changes.ts";
import { benchInit } from "./init.ts";
import { benchMarket } from "./market.ts";
import { benchMatch } from "./match.ts";
import { benchRecipients } from "./recipients.ts";
import { reportAsJson } from "./report.ts";
import { benchReviews } from "./reviews.ts";
import { benchSearch } from "./search.ts";
import { benchStatements } from "./statements.ts";
import { benchSweep } from "./sweep.ts";

// npm run bench -- search|changes|sweep|match|init|recipients|balances|statements|reviews|market [--json] [--size N]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, size: { type: "string" } },
});
reportAsJson(values.json);
const benches: Readonly<Record<string, () => Promise<void>>> = {
  search: () => benchSearch(values.size === undefined ? undefined : Number(values.size)),
  changes: () => benchChanges(values.size === undefined ? undefined : Number(values.size)),
  balances: () => benchBalances(values.size === undefined ? undefined : Number(values.size)),
  sweep: () => benchSweep(values.size === undefined ? undefined : Number(values.size)),
  match: () => benchMatch(values.size === undefined ? undefined : Number(values.size)),
  init: benchInit,
  statements: () => benchStatements(values.size === undefined ? undefined : Number(values.size)),
  reviews: () => benchReviews(values.size === undefined ? undefined : Number(values.size)),
  market: () => benchMarket(values.size === undefined ? undefined : Number(values.size)),
  recipients: () => benchRecipients(values.size === undefined ? undefined : Number(values.size)),
};
const [name = ""] = positionals;
const bench = benches[name];
if (!bench) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(benches).join("|")} [--json] [--size N]\n`);
  process.exitCode = 2;
} else {
  await buildBundles();
  await bench();
}
