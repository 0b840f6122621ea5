import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { objectIn } from "./json.ts";
import type { Resource, SynthesizedSystem } from "./template.ts";

/** A DynamoDB to use, and how to stop it if it is ours. */
export interface Engine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Something a person can put right; its message says how. */
export class StartError extends Error {}

const require = createRequire(import.meta.url);
const READY_WITHIN_MS = 30_000;

/** Who calls here: what is signed with these is let in. */
export const LOCAL_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };

/** The environment AWS clients need to reach an engine on this machine, and whatever else stands in for AWS. */
export const localAwsEnvironment = (endpoint: string, place?: { readonly queues: string; readonly secrets: string }): Readonly<Record<string, string>> => ({
  AWS_REGION: "eu-west-2",
  AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  ...(place ? { AWS_ENDPOINT_URL_SQS: place.queues, AWS_ENDPOINT_URL_SECRETS_MANAGER: place.secrets } : {}),
});

/** Below the ports that systems take for connections of their own: between being chosen and being used, none of those takes it away. Source: RFC 6335 (49152), Linux (32768). */
const PORTS = { from: 20_000, to: 32_768 } as const;
const TRIES = 20;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** A free port of this machine. Throws where it finds none. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await isFree(port)) return port;
  }
  throw new StartError(`None of ${TRIES} ports is free`);
}

/** Starts the embedded engine on a file, or in memory without one; or uses `DYNAMODB_ENDPOINT`. */
export async function startEngine(file?: string): Promise<Engine> {
  const given = process.env["DYNAMODB_ENDPOINT"];
  if (given) {
    await answering(given, () => undefined);
    return { endpoint: given, stop: async () => undefined };
  }
  const port = await freePort();
  const child = spawn(engineBinary(), ["--port", String(port), ...(file ? ["--db-path", file] : [])], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  let gone = false;
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => {
      gone = true;
      resolve();
    });
    child.once("error", (error) => {
      gone = true;
      said += error.message;
      resolve();
    });
  });
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await answering(endpoint, () => (gone ? said || "it stopped straight away" : undefined));
  } catch (error) {
    child.kill();
    throw error;
  }
  process.once("exit", () => child.kill("SIGKILL"));
  if (file) indexStreams(file);
  return {
    endpoint,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/**
 * The engine numbers a stream record by the highest number there is, and looks for that among them all:
 * its writes grow slower with every one. With an index they stay as quick as they began.
 */
function indexStreams(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("CREATE INDEX IF NOT EXISTS trellis_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))");
  database.exec("CREATE INDEX IF NOT EXISTS trellis_stream_shard ON _stream_records (table_name, shard_id, sequence_number)");
  database.close();
}

function engineBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const binary = join(dirname(require.resolve(`${name}/package.json`)), "dynoxide");
    if (existsSync(binary)) return binary;
  } catch {
    // Said below: the package for this platform is not there.
  }
  throw new StartError(
    `The embedded database engine is missing (${name}).\nRun npm ci without --omit=optional. If there is no such package for this machine, start a DynamoDB of your own (AWS DynamoDB Local will do) and name it: DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm start`,
  );
}

async function answering(endpoint: string, gone: () => string | undefined): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await fetch(endpoint, {
        method: "POST",
        headers: { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/x-amz-json-1.0" },
        body: "{}",
      });
      return;
    } catch {
      const why = gone();
      if (why) throw new StartError(`The database engine could not start: ${why}`);
      if (performance.now() > until) throw new StartError(`No DynamoDB answers at ${endpoint}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** A client for looking after tables. */
export const adminClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region: "eu-west-2", credentials: { accessKeyId: "local", secretAccessKey: "local" } });

/** What a table of the template is, in the words of CreateTable; encryption and backups are AWS's own. */
export function tableDefinition(properties: Readonly<Record<string, unknown>>, TableName: string): CreateTableCommandInput {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode, StreamSpecification } = properties;
  const input: unknown = {
    TableName,
    KeySchema,
    AttributeDefinitions,
    BillingMode,
    ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes } : {}),
    ...(StreamSpecification ? { StreamSpecification: { StreamEnabled: true, ...objectIn(StreamSpecification) } } : {}),
  };
  if (!isTableInput(input)) throw new Error(`The template's table ${TableName} has no keys`);
  return input;
}

const isTableInput = (input: unknown): input is CreateTableCommandInput => {
  const { KeySchema, AttributeDefinitions } = objectIn(input);
  return Array.isArray(KeySchema) && Array.isArray(AttributeDefinitions);
};

/** The template's tables by what they hold: records, and the money of accounts. */
export function tablesIn(system: Pick<SynthesizedSystem, "ofType">): { readonly records: Resource; readonly ledger: Resource } {
  const tables = system.ofType("AWS::DynamoDB::Table");
  // Whatever changes in records is followed by its stream; nothing follows money.
  const records = tables.find(({ properties }) => properties["StreamSpecification"] !== undefined);
  const ledger = tables.find(({ properties }) => properties["StreamSpecification"] === undefined);
  if (!records || !ledger || tables.length !== 2) throw new Error("The template must have a table of records and a table of money");
  return { records, ledger };
}

/** What the table of money is called beside a table of records that was given a name. */
export const ledgerNameOf = (records: string): string => `${records}-ledger`;

/** Creates a table of the template, with its indexes, stream and time to live. */
async function createTable(client: DynamoDBClient, { properties }: Resource, TableName: string): Promise<void> {
  await client.send(new CreateTableCommand(tableDefinition(properties, TableName)));
  const { AttributeName, Enabled } = objectIn(properties["TimeToLiveSpecification"]);
  if (Enabled) {
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: String(AttributeName), Enabled: true } }));
  }
}

/** Creates the template's tables under names that are new, by the name of the table of records. Throws where one is there. */
export async function createTables(client: DynamoDBClient, system: Pick<SynthesizedSystem, "ofType">, name: string): Promise<void> {
  const { records, ledger } = tablesIn(system);
  await Promise.all([createTable(client, records, name), createTable(client, ledger, ledgerNameOf(name))]);
}

/** Creates the template's tables that are not there yet, with their indexes, streams and time to live; under their ids, or a name for the table of records. */
export async function ensureTables(endpoint: string, system: Pick<SynthesizedSystem, "ofType">, name?: string): Promise<void> {
  const client = adminClient(endpoint);
  const { records, ledger } = tablesIn(system);
  const named = name === undefined ? [records.id, ledger.id] : [name, ledgerNameOf(name)];
  for (const [at, resource] of [records, ledger].entries()) {
    const TableName = named[at] ?? "";
    const there = await client.send(new DescribeTableCommand({ TableName })).catch((error: unknown) => {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    });
    if (!there) await createTable(client, resource, TableName);
  }
  client.destroy();
}
