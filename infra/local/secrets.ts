import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { accessKeyIn, type Roles, refusalOf } from "./callers.ts";
import type { Home, SealsPlace } from "./home.ts";
import { type JsonObject, objectIn, resourceIn } from "./json.ts";
import { answerJson, textOf } from "./stand-in.ts";
import { lockedBuckets } from "./storage-locked.ts";
import type { SynthesizedSystem } from "./template.ts";

/** The key of the stand-in of Notify, in the shape of a real one: made once for a state folder. */
export async function localNotifyKey({ notifyKey }: Pick<Home, "notifyKey">): Promise<string> {
  const known = await readFile(notifyKey, "utf8").catch(() => undefined);
  if (known) return known;
  const made = `local-${crypto.randomUUID()}-${crypto.randomUUID()}`;
  await writeFile(notifyKey, made, { mode: 0o600 });
  return made;
}

/** One secret: its versions, and which of them a label stands on. */
interface Kept {
  readonly versions: Record<string, string>;
  readonly labels: Record<string, string>;
}

const CURRENT = "AWSCURRENT";

class Refused extends Error {}

/** What deployment would put into a secret that its template has generated. */
export function generatedSecret(generate: JsonObject): string {
  const made = randomBytes(48)
    .toString("hex")
    .slice(0, Number(generate["PasswordLength"] ?? 32));
  const key = generate["GenerateStringKey"];
  return key === undefined ? made : JSON.stringify({ ...objectIn(JSON.parse(String(generate["SecretStringTemplate"] ?? "{}"))), [String(key)]: made });
}

/** The operations of Secrets Manager that functions use, with its rules: a label moves only from the version that is named. */
function operations(secrets: Map<string, Kept>, first: (id: string) => string | undefined) {
  const keptAs = (id: string): Kept => {
    const known = secrets.get(id);
    if (known) return known;
    const value = first(id);
    if (value === undefined) throw new Refused("ResourceNotFoundException");
    const version = crypto.randomUUID();
    const made: Kept = { versions: { [version]: value }, labels: { [CURRENT]: version } };
    secrets.set(id, made);
    return made;
  };
  return (operation: string, input: JsonObject): object => {
    const id = resourceIn(String(input["SecretId"]));
    const { versions, labels } = keptAs(id);
    if (operation === "GetSecretValue") {
      const version = labels[CURRENT] ?? "";
      return { ARN: input["SecretId"], Name: id, VersionId: version, SecretString: versions[version] };
    }
    if (operation === "PutSecretValue") {
      const version = String(input["ClientRequestToken"]);
      const stages = Array.isArray(input["VersionStages"]) ? input["VersionStages"].map(String) : [CURRENT];
      if (versions[version] !== undefined) throw new Refused("ResourceExistsException");
      versions[version] = String(input["SecretString"]);
      for (const label of stages) labels[label] = version;
      return { VersionId: version };
    }
    if (operation === "UpdateSecretVersionStage") {
      const [label, to, from] = ["VersionStage", "MoveToVersionId", "RemoveFromVersionId"].map((name) => String(input[name]));
      if (label === undefined || to === undefined || labels[label] !== from || versions[to] === undefined) throw new Refused("InvalidParameterException");
      labels[label] = to;
      // What no label stands on is forgotten.
      for (const version of Object.keys(versions)) if (!Object.values(labels).includes(version)) delete versions[version];
      return {};
    }
    throw new Refused("UnknownOperationException");
  };
}

/** A Secrets Manager of this machine. */
export interface LocalSecrets {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the stand-in of AWS Secrets Manager; secrets begin as `first` says, and are kept in a file where one is named. */
export async function startSecrets(
  port: number,
  first: (id: string) => string | undefined,
  { file, roles }: { readonly file?: string; readonly roles?: Roles } = {},
): Promise<LocalSecrets> {
  const text = file === undefined ? undefined : await readFile(file, "utf8").catch(() => undefined);
  const secrets = new Map<string, Kept>(text === undefined ? [] : Object.entries(JSON.parse(text)));
  const answer = operations(secrets, first);
  const server = createServer(async (request, response) => {
    try {
      const operation = String(request.headers["x-amz-target"]).replace("secretsmanager.", "");
      const input = objectIn(JSON.parse(await textOf(request)));
      const action = { action: `secretsmanager:${operation}`, resource: String(input["SecretId"]) };
      const refusal = roles && refusalOf(roles, accessKeyIn(request.headers.authorization), () => [action]);
      if (refusal) {
        answerJson(response, 400, { __type: refusal.code, Message: refusal.message });
        return;
      }
      const answered = answer(operation, input);
      if (file !== undefined) await writeFile(file, JSON.stringify(Object.fromEntries(secrets)), { mode: 0o600 });
      answerJson(response, 200, answered);
    } catch (error) {
      if (!(error instanceof Refused)) process.stderr.write(`The local secrets failed: ${String(error)}\n`);
      answerJson(response, error instanceof Refused ? 400 : 500, { __type: error instanceof Refused ? error.message : "InternalServiceError" });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The template's secrets on this machine: the key of Notify as its stand-in has it, the others as the template has them generated. */
export async function templateSecrets(system: SynthesizedSystem, home: Home, roles: Roles, port = 0): Promise<LocalSecrets> {
  const notify = await localNotifyKey(home);
  const first = new Map(
    system.ofType("AWS::SecretsManager::Secret").map(({ id, properties }) => {
      const generate = objectIn(properties["GenerateSecretString"]);
      return [id, Object.keys(generate).length > 0 ? generatedSecret(generate) : notify] as const;
    }),
  );
  return startSecrets(port, (id) => first.get(id), { file: home.secrets, roles });
}

/** A secret that deployment makes up, by the field it fills; its name on this machine. */
const secretWith = (system: SynthesizedSystem, field: string): string =>
  system.ofType("AWS::SecretsManager::Secret").find(({ properties }) => objectIn(properties["GenerateSecretString"])["GenerateStringKey"] === field)?.id ?? "";

/** The secret with the keys of sessions. */
export const keysSecretOf = (system: SynthesizedSystem): string => secretWith(system, "seed");

/** The secret with the keys of sealed fields. */
export const fieldKeysSecretOf = (system: SynthesizedSystem): string => secretWith(system, "fieldSeed");

/** Where audit trails are sealed, over the storage of this machine. */
export const sealsPlaceOf = (system: SynthesizedSystem, storage: string): SealsPlace => ({
  storage,
  bucket: [...lockedBuckets(system)][0] ?? "",
  secret: secretWith(system, "sealKey"),
});
