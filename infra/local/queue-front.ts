import { createServer, type Server } from "node:http";
import { accessKeyIn, type Roles, refusalOf } from "./callers.ts";
import { objectIn } from "./json.ts";
import { answerJson, textOf } from "./stand-in.ts";

/** What a role must be allowed for each request: a batch is sent by the same leave as one message. Source: Service Authorization Reference, Amazon SQS. */
const ACTIONS: Readonly<Record<string, string>> = {
  SendMessageBatch: "SendMessage",
  DeleteMessageBatch: "DeleteMessage",
  ChangeMessageVisibilityBatch: "ChangeMessageVisibility",
};

/** A server in the place of SQS: what a function's role does not allow it refuses, and hands on the rest. */
export async function startQueueFront(port: number, queues: string, roles: Roles): Promise<Server> {
  const server = createServer(async (request, response) => {
    try {
      const text = await textOf(request);
      const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
      const refusal = refusalOf(roles, accessKeyIn(request.headers.authorization), () => [
        {
          action: `sqs:${ACTIONS[operation] ?? operation}`,
          resource: `arn:local:${String(objectIn(JSON.parse(text))["QueueUrl"])
            .split("/")
            .at(-1)}`,
        },
      ]);
      if (refusal) return answerJson(response, 400, { __type: `com.amazon.coral.service#${refusal.code}`, message: refusal.message });
      const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
      const answer = await fetch(queues, {
        method: request.method ?? "POST",
        body: text,
        headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      });
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(await answer.text());
    } catch (error) {
      answerJson(response, 500, { __type: "InternalError", message: String(error) });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return server;
}
