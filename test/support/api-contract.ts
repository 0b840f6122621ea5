import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { apiContracts } from "../../functions/api-contracts.ts";
import type { Route } from "../../functions/route.ts";
import type { ApiContract } from "../../shared/http/contract.ts";
import type { HttpResult } from "../../shared/http/messages.ts";
import { ProblemBody } from "../../shared/http/problem-body.ts";

const contracts = new Map<string, ApiContract>(Object.entries(apiContracts));

/**
 * Throws where an API route answered what its contract does not declare: another status, another type of content, or a
 * body with a field more, less or of another kind. Called for every answer of every HTTP test. Packed bodies are passed over.
 */
export function expectDeclared(
  { handler }: Pick<Route, "handler">,
  { statusCode: status, headers, body, isBase64Encoded }: Pick<HttpResult, "statusCode" | "headers" | "body" | "isBase64Encoded">,
): void {
  const contract = contracts.get(handler);
  if (!contract) throw new Error(`${handler} has no contract`);
  const isProblem = contract.problems.includes(status);
  const schema = isProblem ? ProblemBody : contract.answers[status];
  if (!schema) throw new Error(`${handler} answered ${status}, which its contract does not declare`);
  const type = isProblem ? "application/problem+json" : "application/json";
  if (headers["content-type"] !== type) throw new Error(`${handler} answered ${status} as ${headers["content-type"]}, not as ${type}`);
  if (isBase64Encoded) return;
  const sent: unknown = JSON.parse(body);
  const parsed = z.safeParse(schema, sent);
  if (!parsed.success) throw new Error(`${handler} answered ${status} with a body its contract does not allow: ${z.prettifyError(parsed.error)}`);
  if (!isDeepStrictEqual(parsed.data, sent)) throw new Error(`${handler} answered ${status} with fields its contract does not declare: ${body.slice(0, 500)}`);
}
