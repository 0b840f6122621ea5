import { readFile, writeFile } from "node:fs/promises";
import { accessKeyIn, type Roles, refusalOf } from "./callers.ts";
import type { Home } from "./home.ts";
import { objectIn, resourceIn } from "./json.ts";
import { answerJson, type StandIn, standInAt, textOf } from "./stand-in.ts";
import type { SynthesizedSystem } from "./template.ts";

/** The key of the stand-in of Notify, in the shape of a real one: made once for a state folder. */
export async function localNotifyKey({ notifyKey }: Pick<Home, "notifyKey">): Promise<string> {
  const known = await readFile(notifyKey, "utf8").catch(() => undefined);
  if (known) return known;
  const made = `local-${crypto.randomUUID()}-${crypto.randomUUID()}`;
  await writeFile(notifyKey, made, { mode: 0o600 });
  return made;
}

/** Stands in for AWS Secrets Manager: the template's secrets, each with the value an operator would have put there, for whoever may read it. */
export function localSecrets(path: string, system: SynthesizedSystem, roles: Roles, keptIn: (id: string) => string | undefined): StandIn {
  const known = new Set(system.ofType("AWS::SecretsManager::Secret").map(({ id }) => id));
  return standInAt(path, async (_url, request, response) => {
    const { SecretId } = objectIn(JSON.parse(await textOf(request)));
    const refusal = refusalOf(roles, accessKeyIn(request.headers.authorization), () => [
      { action: "secretsmanager:GetSecretValue", resource: String(SecretId) },
    ]);
    if (refusal) {
      answerJson(response, 400, { __type: refusal.code, Message: refusal.message });
      return;
    }
    const id = resourceIn(String(SecretId));
    const value = known.has(id) ? keptIn(id) : undefined;
    if (request.headers["x-amz-target"] !== "secretsmanager.GetSecretValue" || value === undefined) {
      answerJson(response, 400, { __type: "ResourceNotFoundException", Message: "Secrets Manager can't find the specified secret." });
      return;
    }
    answerJson(response, 200, { ARN: SecretId, Name: id, SecretString: value });
  });
}
