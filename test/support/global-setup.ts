import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paginateListTables } from "@aws-sdk/client-dynamodb";
import type { TestProject } from "vitest/node";
import { functions } from "../../functions/functions.ts";
import { recordRegister } from "../../functions/record-register.ts";
import { buildIfChanged } from "../../infra/bundle.ts";
import { bundleFolder } from "../../infra/bundle-folders.ts";
import { type Roles, rolesOf } from "../../infra/local/callers.ts";
import { adminClient, localAwsEnvironment, startEngine } from "../../infra/local/engine.ts";
import { generatedSecret, startSecrets } from "../../infra/local/secrets.ts";
import { synthesizeLocal } from "../../infra/local/synthesize.ts";
import type { Resource } from "../../infra/local/template.ts";
import { heldSource, verifySource } from "../../shared/audit/verify.ts";
import { awsConnectionFrom } from "../../shared/table/aws-connection.ts";
import { scanned } from "../../shared/table/pages.ts";
import { openTable } from "../../shared/table/table-client.ts";

/** How the names of this run's tables begin: a DynamoDB of one's own may hold those of other runs. */
const TEST_TABLES = `test-run-${process.pid}-`;

declare module "vitest" {
  export interface ProvidedContext {
    /** The DynamoDB every test file makes its own tables in. */
    readonly endpoint: string;
    /** The Secrets Manager in which every table of a test has keys of its own. */
    readonly secrets: string;
    /** How the names of this run's tables begin. */
    readonly tables: string;
    /** The template's tables, synthesized once: a file that needs one need not load the CDK. */
    readonly tableResources: readonly Resource[];
    /** The template's buckets. */
    readonly bucketResources: readonly Resource[];
    /** What the role of each function may do. */
    readonly roles: Roles;
    /** The template's id of each function, by the name our lists give it. */
    readonly functionIds: Readonly<Record<string, string>>;
    /** The places of the country, as they are bundled. */
    readonly gazetteerFile: string;
    /** An empty folder of this run. */
    readonly scratch: string;
  }
}

/** So many tables are verified at the same time. */
const TABLES_AT_ONCE = 6;

/** Every table the tests of this run made, and every audit trail in it, must be whole; every kind of item must stand in the register of records. */
async function verifyAll(endpoint: string): Promise<void> {
  const client = adminClient(endpoint);
  const connection = awsConnectionFrom(localAwsEnvironment(endpoint));
  const wrong: string[] = [];
  let entries = 0;
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) names.push(...TableNames.filter((name) => name.startsWith(TEST_TABLES)));
  const left = names.values();
  const followSome = async (): Promise<void> => {
    for (const name of left) {
      // Nothing writes to it any more: it is read once, and its trails are followed in what was read.
      const items = await Array.fromAsync(scanned(openTable(connection, name)));
      const { broken, entries: followed } = await verifySource(heldSource(items));
      entries += followed;
      wrong.push(...broken.map(({ record, what }) => `${name} ${record}: ${what}`));
      for (const entity of new Set(items.map((item) => String(item["entity"]))))
        if (!recordRegister.lineOf(entity) && !recordRegister.notPersonal.includes(entity))
          wrong.push(`${name} holds ${entity}, which the register of records does not name`);
    }
  };
  // While the engine answers for one table, the trails of another are followed.
  await Promise.all(Array.from({ length: TABLES_AT_ONCE }, followSome));
  client.destroy();
  process.stdout.write(`\nFollowed ${entries} audit entries of all tables: ${wrong.length === 0 ? "every trail is whole" : "NOT WHOLE"}\n`);
  if (wrong.length > 0) throw new Error([...new Set(wrong)].join("\n"));
}

/** Each function by its name: CDK makes its id of the name of its construct. */
function functionIdsIn(resources: readonly Resource[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(functions).map((name) => {
      const found = resources.find(({ id }) => new RegExp(`^(People)?${name}Function[0-9A-F]{8}$`, "i").test(id));
      if (!found) throw new Error(`The template has no function ${name}`);
      return [name, found.id] as const;
    }),
  );
}

/**
 * Bundles and synthesizes once, and starts one engine for the run: the embedded one, or the one in DYNAMODB_ENDPOINT.
 * It keeps its tables in a file: in memory it has no index of its stream, and every write takes longer than the last.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = mkdtempSync(join(tmpdir(), "trellis-test-"));
  await buildIfChanged();
  const engine = await startEngine(join(scratch, "engine.db"));
  project.provide("endpoint", engine.endpoint);
  const keys = (id: string) => generatedSecret({ GenerateStringKey: id.endsWith("-fields") ? "fieldSeed" : "seed", PasswordLength: 64 });
  const secrets = await startSecrets(0, keys);
  project.provide("secrets", secrets.url);
  project.provide("tables", TEST_TABLES);
  const system = synthesizeLocal(join(scratch, "assembly"));
  project.provide("tableResources", system.ofType("AWS::DynamoDB::Table"));
  project.provide("bucketResources", system.ofType("AWS::S3::Bucket"));
  project.provide("roles", rolesOf(system));
  project.provide("functionIds", functionIdsIn(system.ofType("AWS::Lambda::Function")));
  project.provide("gazetteerFile", join(bundleFolder("public"), "places.zst"));
  project.provide("scratch", scratch);
  return async () => {
    try {
      await verifyAll(engine.endpoint);
    } finally {
      await secrets.stop();
      await engine.stop();
      rmSync(scratch, { recursive: true, force: true });
    }
  };
}
