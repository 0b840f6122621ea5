import { SignatureV4 } from "@smithy/signature-v4";
import * as z from "zod/mini";
import { awsConnectionFrom } from "../table/aws-connection.ts";
import { NodeSha256 } from "../table/node-sha256.ts";

const TIMEOUT_MS = 5000;

const Answer = z.object({ SecretString: z.string() });

/** The text of a secret in AWS Secrets Manager: one signed request, without the SDK's client for it. */
export async function readSecret(env: Readonly<Record<string, string | undefined>>, SecretId: string): Promise<string> {
  const { region, credentials } = awsConnectionFrom(env);
  const endpoint = new URL(env["AWS_ENDPOINT_URL_SECRETS_MANAGER"] ?? `https://secretsmanager.${region}.amazonaws.com`);
  const signer = new SignatureV4({ service: "secretsmanager", region, credentials: async () => credentials(), sha256: NodeSha256 });
  const body = JSON.stringify({ SecretId });
  const { headers } = await signer.sign({
    method: "POST",
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    path: endpoint.pathname,
    query: {},
    headers: { host: endpoint.host, "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.GetSecretValue" },
    body,
  });
  const answer = await fetch(endpoint, { method: "POST", headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`Secrets Manager answered ${answer.status}`);
  return Answer.parse(await answer.json()).SecretString;
}
