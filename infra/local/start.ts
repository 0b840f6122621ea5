import { createServer, type Server } from "node:http";
import { runCommand } from "./commands.ts";
import { freePort, StartError } from "./engine.ts";
import { faultsIn } from "./faults.ts";
import { emptyHome, noteRunning, noteStopped, openHome, runningSystem } from "./home.ts";
import { prepared } from "./prepare.ts";
import { queuesPlaceOf } from "./queues.ts";
import { sealsPlaceOf } from "./secrets.ts";
import { placeOnPort } from "./template.ts";

// npm start: the whole system on this machine, everything derived from the synthesized template.

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function portWanted(): number {
  const text = process.env["PORT"] ?? "3000";
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new StartError(`PORT must be a number from 0 to 65535, not ${text}`);
  return port;
}

/** Finds out at once, before anything is built or stored. */
async function portIsFree(port: number): Promise<void> {
  const probe = createServer();
  await listen(probe, port);
  await new Promise((resolve) => probe.close(resolve));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = new StartError(`Port ${port} is in use. Stop what uses it, or choose another: PORT=3001 npm start`);
      reject(error.code === "EADDRINUSE" ? taken : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

async function start(): Promise<void> {
  const began = performance.now();
  say("Trellis is starting. On an idle computer this takes about ten seconds.");
  const faults = faultsIn(process.env["TRELLIS_FAULTS"]);
  const port = portWanted() || (await freePort());
  const place = placeOnPort(port, await freePort(), await freePort());
  const home = await openHome();
  await portIsFree(port);
  const other = await runningSystem(home);
  if (other) throw new StartError(`Trellis already runs on ${home.folder} (process ${other.pid}). Stop it, or name another folder: TRELLIS_HOME=...`);
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async (code: number): Promise<never> => {
    if (!stopping) {
      stopping = true;
      for (const one of stops.reverse()) await one().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(0));

  if (process.argv.includes("--fresh")) await emptyHome(home);
  // Bundles are built by another process: meanwhile this one loads what serves.
  const preparing = prepared(home.assembly, place);
  preparing.catch(() => undefined);
  const { openData, openFunctions, startCompute } = await import("./system.ts");
  const data = await openData(home, place, faults, preparing);
  stops.push(
    () => data.engine.stop(),
    () => data.layer.stop(),
    () => data.secrets.stop(),
  );
  const functions = await openFunctions(data, home, place);
  const { system, layer, tableName, ledgerName, secrets, keysSecret, fieldKeysSecret } = data;
  const keys = { secrets: secrets.url, keysSecret, fieldKeysSecret };
  const on = {
    endpoint: layer.endpoint,
    tableName,
    ledgerName,
    ...keys,
    seals: sealsPlaceOf(system, place.storage),
    queues: queuesPlaceOf(system, place.queues),
  };
  try {
    // Neither waits for the other: they store different things.
    const codes = await Promise.all([runCommand("directory", ["first-start"], on), runCommand("accounts", ["samples"], on, { ISSUER: place.issuer })]);
    if (codes.some((code) => code !== 0)) throw new StartError("The first data could not be stored; see above.");
    // What wakes the function for it is not there yet.
    if (process.env["TRELLIS_DATA_DIR"]) await runCommand("market", [], on);
    const compute = await startCompute(data, functions, home, place);
    stops.push(() => compute.stop());
    await listen(compute.front, port);
    await noteRunning(home, { pid: process.pid, port, ...on });
    stops.push(() => noteStopped(home));
    say(`\nTrellis is ready at ${place.siteAddress} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    await runCommand("directory", ["summary"], on);
    say(`
To sign in, choose one of the made-up people at ${place.siteAddress}/sign-in. For the API: npm run token -- ROLE
Messages to people arrive at ${place.siteAddress}/local-mailbox
To bring more:
  npm run import -- postcodes FILE...      the ONS postcode lookup
  npm run import -- listings FILE.jsonl    a council's register (or FILE.csv)
  npm run import -- cqc FILE.csv           the CQC care directory
  npm run import -- districts FILE.csv     names of districts
  npm run import -- places FILE.csv        villages, suburbs, parishes and wards
  npm run import -- areas FOLDER           areas of the census, their map, direct payments
Start empty with npm start -- --fresh. Stop with Ctrl-C.`);
  } catch (error) {
    process.stderr.write(`${error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    await stop(1);
  }
}

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
