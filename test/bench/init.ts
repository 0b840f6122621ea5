import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FunctionName, functions } from "../../functions/functions.ts";
import { buildBundles } from "../../infra/bundle.ts";
import { DIST } from "../../infra/bundle-folders.ts";
import { ensureTables, ledgerNameOf, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { generatedSecret, startSecrets } from "../../infra/local/secrets.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import { EDGE_KEY, throughEdge } from "../support/edge.ts";
import { median, printRow, say } from "./report.ts";
import { AUTHORITY } from "./synthetic.ts";

const ROUNDS = 15;

/** A fresh process: imports a bundle, calls it once, and says how long each took. */
const PROBE = `
import { pathToFileURL } from "node:url";
const began = performance.now();
const { handler } = await import(pathToFileURL(process.argv[1]).href);
const init = performance.now() - began;
// What is refused has been read: that is the cost asked for.
await handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 10_000 }).catch(() => undefined);
process.stderr.write(JSON.stringify({ init, first: performance.now() - began - init }));
`;

const httpEvent = (routeKey: string, rawPath: string, rawQueryString = "", pathParameters = {}) => ({
  version: "2.0",
  routeKey,
  rawPath,
  rawQueryString,
  headers: throughEdge("192.0.2.1"),
  pathParameters,
  requestContext: { requestId: "bench" },
});

const EVENTS: Readonly<Record<FunctionName, object>> = {
  public: httpEvent("GET /api/search", "/api/search", "near=Melton%20Mowbray"),
  assets: httpEvent("GET /assets/{proxy+}", "/assets/x/trellis.css", "", { proxy: "x/trellis.css" }),
  snapshot: { source: "aws.events" },
  signIn: httpEvent("GET /sign-in", "/sign-in"),
  account: httpEvent("GET /privacy", "/privacy"),
  tokenClaims: { request: { userAttributes: { "cognito:user_status": "EXTERNAL_PROVIDER" } }, response: {} },
  // Refused for want of a user pool.
  noPassword: { userPoolId: "pool", userName: "user", request: { userAttributes: { "cognito:user_status": "CONFIRMED" } } },
  retention: { time: "2026-11-24T02:30:00Z" },
  retentionOne: { Records: [] },
  // Nothing of the scan's: refused, so that the first call costs what reading an event does.
  fileCheck: {},
  receiptCheck: {},
  vetting: httpEvent("GET /references/{token}", "/references/none"),
  arrangements: httpEvent("GET /people/{person}/support", "/people/me/support", "", { person: "me" }),
  requests: httpEvent("GET /people/{person}/requests", "/people/me/requests", "", { person: "me" }),
  requestTell: { Records: [] },
  requestSweep: { time: "2026-11-24T08:30:00Z" },
  shortlist: httpEvent("GET /saved", "/saved"),
  alerts: httpEvent("GET /search/alert", "/search/alert"),
  tellAlerts: { time: "2026-11-24T07:00:00Z" },
  pooling: httpEvent("GET /people/{person}/pools", "/people/me/pools"),
  freeHours: httpEvent("GET /free-hours/{token}", "/free-hours/none"),
  askHours: { time: "2026-11-24T09:00:00Z" },
  recipients: httpEvent("GET /people/{person}/direct-payment", "/people/me/direct-payment", "", { person: "me" }),
  recipientDrop: {},
  statementDrop: {},
  sweep: { time: "2026-11-24T03:00:00Z" },
  sweepOne: { Records: [] },
  balancePlan: { time: "2026-11-24T05:00:00Z" },
  balanceFacts: { Records: [] },
  balanceCheck: { Records: [] },
  contacts: httpEvent("GET /asked/{token}", "/asked/none", "", { token: "none" }),
  contactSweep: { time: "2026-11-24T05:30:00Z" },
  balanceAsk: { Records: [] },
  balanceTrial: { Records: [] },
  balanceFigures: { time: "2026-11-24T02:00:00Z" },
  balances: httpEvent("GET /people/{person}/balance/question", "/people/me/balance/question", "", { person: "me" }),
  balanceRecords: httpEvent("GET /people/{person}/invoices", "/people/me/invoices", "", { person: "me" }),
  balanceSweep: { time: "2026-11-24T09:15:00Z" },
  statements: httpEvent("GET /people/{person}/balance/statements", "/people/me/balance/statements", "", { person: "me" }),
  forms: httpEvent("GET /f", "/f"),
  feedback: httpEvent("GET /people/{person}/working-group", "/people/me/working-group", "", { person: "me" }),
  reviews: httpEvent("GET /people/{person}/reviews", "/people/me/reviews", "", { person: "me" }),
  reviewFacts: { Records: [] },
  reviewPlan: { time: "2026-11-24T05:15:00Z" },
  satisfaction: httpEvent("GET /feedback-figures/{council}", "/feedback-figures/E10000018", "", { council: "E10000018" }),
  satisfactionPlan: { time: "2026-11-24T05:45:00Z" },
  marketSignals: { time: "2026-11-24T01:30:00Z" },
  market: httpEvent("GET /councils/{council}/market", "/councils/E10000018/market", "", { council: "E10000018" }),
  marketBuild: { time: "2026-11-24T05:30:00Z" },
  setUpClock: { time: "2026-11-24T04:30:00Z" },
  appoint: {},
  changeKeys: {},
  importFile: {},
  rebuild: {},
  verify: {},
  seal: { Records: [] },
  findWaiting: { time: "2026-11-24T12:00:00Z" },
  deliver: { Records: [{ messageId: "1", body: '{"notice":"not-there"}' }] },
};

/** What functions are told besides the table and the council. */
const ELSEWHERE = {
  SITE_ADDRESS: "http://127.0.0.1:3000",
  EDGE_KEY,
  ISSUER: "http://localhost:3000/local-issuer",
  PUBLIC_CLIENT: "public",
  COUNCIL_CLIENTS: "[]",
  FILES_BUCKET: "files",
  FILES_KEY: "key",
  IMPORTS_BUCKET: "imports",
  RETENTION_ONE_QUEUE_URL: "http://localhost:3000/queue",
  REQUEST_TELL_QUEUE_URL: "http://localhost:3000/queue",
  BALANCE_TRIAL_QUEUE_URL: "http://localhost:3000/queue",
  SWEEP_ONE_QUEUE_URL: "http://localhost:3000/queue",
  BALANCE_CHECK_QUEUE_URL: "http://localhost:3000/queue",
  DELIVER_QUEUE_URL: "http://localhost:3000/queue",
  NOTIFY_URL: "http://localhost:3000/local-notify",
  NOTIFY_SECRET: "notify",
  KEYS_SECRET: "keys",
  FIELD_KEYS_SECRET: "keys-fields",
  TRAILS_BUCKET: "trails",
  SEAL_SECRET: "seal",
};

/** Bundle size, init and first call of every function, beside esbuild's own defaults for the same entry. */
export async function benchInit(): Promise<void> {
  const plain = join(DIST, "..", "node_modules", ".cache", "trellis", "plain");
  await buildBundles("plain", plain);
  const system = synthesizeLocal(mkdtempSync(join(tmpdir(), "trellis-bench-")));
  const engine = await startEngine();
  const table = `bench-${process.pid}`;
  await ensureTables(engine.endpoint, system, table);
  const secrets = await startSecrets(0, (id) => generatedSecret({ GenerateStringKey: id.endsWith("-fields") ? "fieldSeed" : "seed", PasswordLength: 64 }));
  const env = {
    ...process.env,
    ...localAwsEnvironment(engine.endpoint),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    TABLE_NAME: table,
    LEDGER_TABLE: ledgerNameOf(table),
    AUTHORITY,
    ...ELSEWHERE,
    NODE_OPTIONS: "",
  };
  const probe = (folder: string, name: FunctionName): { init: number; first: number } => {
    const words = ["--input-type=module", "-e", PROBE, "--", join(folder, name, "index.mjs"), JSON.stringify(EVENTS[name])];
    const { stderr } = run(words, env);
    return JSON.parse(stderr.slice(stderr.lastIndexOf('{"init"')));
  };
  for (const name of functionNames()) {
    say(`${name} ...`);
    const ours: { init: number; first: number }[] = [];
    const theirs: { init: number; first: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(probe(DIST, name));
      theirs.push(probe(plain, name));
    }
    const initMs = median(ours.map(({ init }) => init));
    const plainInitMs = median(theirs.map(({ init }) => init));
    printRow({
      bench: "init",
      function: name,
      bundleKiB: Number((folderBytes(join(DIST, name)) / 1024).toFixed(1)),
      initMs: Number(initMs.toFixed(1)),
      firstCallMs: Number(median(ours.map(({ first }) => first)).toFixed(1)),
      plainInitMs: Number(plainInitMs.toFixed(1)),
    });
    say(`  ${(initMs / plainInitMs).toFixed(2)}x the plain build's init`);
  }
  await secrets.stop();
  await engine.stop();
}

const functionNames = (): readonly FunctionName[] => Object.keys(functions).filter((name): name is FunctionName => name in functions);

function run(words: readonly string[], env: NodeJS.ProcessEnv): { stderr: string } {
  const { stderr, status } = spawnSync(process.execPath, words, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return { stderr };
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce(
    (sum, entry) => sum + (entry.isDirectory() ? folderBytes(join(folder, entry.name)) : statSync(join(folder, entry.name)).size),
    0,
  );
}
