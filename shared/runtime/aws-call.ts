import { SignatureV4 } from "@smithy/signature-v4";
import { awsConnectionFrom } from "../table/aws-connection.ts";
import { NodeSha256 } from "../table/node-sha256.ts";

const TIMEOUT_MS = 5000;

/** What AWS answered that is no success; `code` is its own word for it. */
export class AwsRefusal extends Error {
  readonly code: string;
  constructor(service: string, status: number, code: string) {
    super(`${service} answered ${status} ${code}`);
    this.name = `AwsRefusal(${code})`;
    this.code = code;
  }
}

/** A service of AWS that takes JSON, by the names it goes by. */
export interface AwsService {
  /** As its endpoint and signatures name it. */
  readonly name: string;
  /** What `x-amz-target` begins with. */
  readonly target: string;
  /** The variable that names its endpoint, where that is not AWS's own. */
  readonly endpointVariable: string;
}

/** One signed request to AWS, without the SDK's client for it. Throws `AwsRefusal` for what is refused. */
export async function awsCall(
  env: Readonly<Record<string, string | undefined>>,
  { name, target, endpointVariable }: AwsService,
  operation: string,
  input: object,
): Promise<unknown> {
  const { region, credentials } = awsConnectionFrom(env);
  const endpoint = new URL(env[endpointVariable] ?? `https://${name}.${region}.amazonaws.com`);
  const signer = new SignatureV4({ service: name, region, credentials: async () => credentials(), sha256: NodeSha256 });
  const body = JSON.stringify(input);
  const { headers } = await signer.sign({
    method: "POST",
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    path: endpoint.pathname,
    query: {},
    headers: { host: endpoint.host, "content-type": "application/x-amz-json-1.1", "x-amz-target": `${target}.${operation}` },
    body,
  });
  const answer = await fetch(endpoint, { method: "POST", headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await answer.text();
  if (!answer.ok) throw new AwsRefusal(name, answer.status, /"__type" ?: ?"(?:[^"]*#)?(\w+)"/.exec(text)?.[1] ?? "unknown");
  return text === "" ? {} : JSON.parse(text);
}
