import * as http from "node:http";
import * as https from "node:https";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsConnection } from "./aws-connection.ts";
import { NodeSha256 } from "./node-sha256.ts";

/** An attribute as DynamoDB's JSON carries it; binary is base64 text. */
export interface WireValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly M?: WireItem;
  readonly L?: readonly WireValue[];
  readonly SS?: readonly string[];
}
export type WireItem = Readonly<Record<string, WireValue | undefined>>;

/** What calls have cost so far. */
export interface Meter {
  requests: number;
  readUnits: number;
  bytes: number;
}

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 25;
const TIMEOUT_MS = 3000;

/** A response DynamoDB gave that is not a success. */
export class DynamoFault extends Error {
  readonly status: number;
  readonly type: string;
  constructor(status: number, type: string, message: string) {
    super(`DynamoDB ${status} ${type}: ${message}`);
    this.status = status;
    this.type = type;
  }
}

const mayRetry = (error: unknown): boolean =>
  !(error instanceof DynamoFault) || error.status >= 500 || /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TransactionInProgress/.test(error.type);

/** What every answer of DynamoDB may say besides. */
export interface Costed {
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
}

/** One operation on a table, in DynamoDB's JSON. */
export type HotCall = <Answer extends Costed>(target: string, input: object) => Promise<Answer>;

/** Calls of one table without the full SDK client (docs/decisions/0004-hot-reader.md), tried so often. Connections are kept open between calls. */
export function hotCall({ endpoint, region, credentials }: AwsConnection, tableName: string, meter: Meter, attempts = ATTEMPTS): HotCall {
  const transport = endpoint.protocol === "https:" ? https : http;
  const agent = new transport.Agent({ keepAlive: true, maxSockets: 50 });
  const signer = new SignatureV4({
    service: "dynamodb",
    region,
    credentials: async () => credentials(),
    sha256: NodeSha256,
  });

  const send = async (target: string, body: string): Promise<string> => {
    const signed = await signer.sign({
      method: "POST",
      protocol: endpoint.protocol,
      hostname: endpoint.hostname,
      path: "/",
      query: {},
      headers: {
        host: endpoint.host,
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${target}`,
      },
      body,
    });
    return new Promise((resolve, reject) => {
      const request = transport.request(
        {
          host: endpoint.hostname,
          port: endpoint.port,
          method: "POST",
          path: "/",
          headers: { ...signed.headers, "content-length": Buffer.byteLength(body) },
          agent,
          timeout: TIMEOUT_MS,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            meter.bytes += text.length;
            if (response.statusCode === 200) resolve(text);
            else reject(faultFrom(response.statusCode ?? 0, text));
          });
        },
      );
      request.on("timeout", () => request.destroy(new Error(`DynamoDB did not answer in ${TIMEOUT_MS} ms`)));
      request.on("error", reject);
      request.end(body);
    });
  };

  return async <Answer extends Costed>(target: string, input: object): Promise<Answer> => {
    const body = JSON.stringify({ TableName: tableName, ReturnConsumedCapacity: "TOTAL", ...input });
    for (let attempt = 1; ; attempt += 1) {
      meter.requests += 1;
      try {
        const answer: Answer = JSON.parse(await send(target, body));
        meter.readUnits += answer.ConsumedCapacity?.CapacityUnits ?? 0;
        return answer;
      } catch (error) {
        if (attempt === attempts || !mayRetry(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 4 ** (attempt - 1)));
      }
    }
  };
}

function faultFrom(status: number, text: string): DynamoFault {
  try {
    const { __type = "", message = "", Message = "" } = JSON.parse(text);
    return new DynamoFault(status, String(__type).split("#").at(-1) ?? "", message || Message);
  } catch {
    return new DynamoFault(status, "Unreadable", text.slice(0, 200));
  }
}
