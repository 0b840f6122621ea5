import type { Server } from "node:http";
import { jwtAuthorizers } from "./authorizers.ts";
import { type Roles, rolesOf } from "./callers.ts";
import { type Engine, ensureTables, localAwsEnvironment, startEngine, tablesIn } from "./engine.ts";
import { engineFaults } from "./engine-faults.ts";
import { type EngineLayer, startEngineLayer } from "./engine-layer.ts";
import { outlineOf } from "./engine-request.ts";
import { localEvents } from "./events.ts";
import type { Faults } from "./faults.ts";
import { frontServer, functionOfRoute } from "./front.ts";
import { type LocalFunctions, localFunctions } from "./functions.ts";
import type { Home } from "./home.ts";
import { localIssuer } from "./issuer.ts";
import { issuerKeys } from "./issuer-keys.ts";
import { openMailbox } from "./mailbox.ts";
import { mailboxPages } from "./mailbox-pages.ts";
import { localNotify } from "./notify.ts";
import { prepared } from "./prepare.ts";
import { startQueues } from "./queues.ts";
import { localScanner } from "./scanner.ts";
import { startSchedules } from "./schedules.ts";
import { fieldKeysSecretOf, keysSecretOf, type LocalSecrets, localNotifyKey, templateSecrets } from "./secrets.ts";
import { localStorage } from "./storage.ts";
import { localObjects } from "./storage-objects.ts";
import { startStreams } from "./streams.ts";
import type { LocalPlace, SynthesizedSystem } from "./template.ts";

/** The route of the first page. */
const FIRST_PAGE = "GET /";

/** The data half of the local system: the engine, with the template's tables, and its secrets. */
export interface LocalData {
  readonly system: SynthesizedSystem;
  readonly engine: Engine;
  /** What stands before the engine: all but the streams go through it. */
  readonly layer: EngineLayer;
  readonly roles: Roles;
  readonly faults: Faults | undefined;
  readonly tableName: string;
  readonly ledgerName: string;
  readonly secrets: LocalSecrets;
  readonly keysSecret: string;
  readonly fieldKeysSecret: string;
}

/** Opens the tables and secrets of a template that is being prepared, or is prepared here. */
export async function openData(home: Home, place: LocalPlace, faults?: Faults, preparing = prepared(home.assembly, place)): Promise<LocalData> {
  const starting = startEngine(home.database);
  const system = await preparing.catch(async (error: unknown) => {
    await (await starting).stop();
    throw error;
  });
  const engine = await starting;
  await ensureTables(engine.endpoint, system);
  const { records, ledger } = tablesIn(system);
  const [tableName, ledgerName] = [records.id, ledger.id];
  const outlines = new Map(system.ofType("AWS::DynamoDB::Table").map((table) => [table.id, outlineOf(table)]));
  const roles = rolesOf(system);
  const outline = (name: string) => outlines.get(name);
  const faulty = faults && engineFaults(faults, outline);
  const layer = await startEngineLayer({ engine: engine.endpoint, roles, outlineOf: outline, faulty });
  const secrets = await templateSecrets(system, home, roles, Number(new URL(place.secrets).port));
  const keys = { keysSecret: keysSecretOf(system), fieldKeysSecret: fieldKeysSecretOf(system) };
  return { system, engine, layer, roles, faults, tableName, ledgerName, secrets, ...keys };
}

/** The template's functions; the one that answers with the first page starts at once. */
export async function openFunctions({ system, layer }: LocalData, home: Home, place: LocalPlace): Promise<LocalFunctions> {
  const environment = { ...localAwsEnvironment(layer.endpoint, place), AWS_ENDPOINT_URL_S3: place.storage };
  const functions = await localFunctions(system, environment, home.logs);
  functions.warm(functionOfRoute(system, FIRST_PAGE));
  return functions;
}

/** Starts what computes with functions: queues, stream consumers, schedules, and the HTTP front, not yet listening. */
export async function startCompute(
  { system, engine, roles, faults }: LocalData,
  functions: LocalFunctions,
  home: Home,
  place: LocalPlace,
): Promise<{ readonly front: Server; stop(): Promise<void> }> {
  const queues = await startQueues(system, place, { roles, faults });
  queues.feed(functions.byId);
  const streams = await startStreams(system, engine.endpoint, functions.byId, queues, faults);
  const schedules = startSchedules(system, functions.byId);
  const keys = await issuerKeys(home);
  const mailbox = await openMailbox(home.mailbox);
  const key = await localNotifyKey(home);
  const objects = localObjects(home.storage);
  const scanner = localScanner(system, objects, localEvents(system, functions.byId, queues));
  const front = frontServer(system, functions.byId, jwtAuthorizers(system, keys, place), [
    localIssuer(system, functions.byId, keys, place),
    localStorage(system, place, objects, scanner, roles),
    localNotify({ path: new URL(place.notify).pathname, key, mailbox, fails: { times: Number(process.env["TRELLIS_NOTIFY_FAILS"] ?? 0) } }),
    mailboxPages(mailbox),
  ]);
  return {
    front,
    async stop() {
      schedules.stop();
      streams.stop();
      front.closeAllConnections();
      front.close();
      await queues.stop();
      await functions.stop();
    },
  };
}
