import { isbot } from "isbot";
import type { HttpRequest } from "../http/messages.ts";
import type { CountingCookies } from "./objection.ts";

/** Whether a search is counted: not of those who object, staff at work, known robots, and whatever does not say what it is. */
export function isCounted(
  { method, headers, cookies, address }: Pick<HttpRequest, "method" | "headers" | "cookies" | "address">,
  by: CountingCookies,
): boolean {
  const userAgent = headers["user-agent"] ?? "";
  if (method !== "GET" || address === "" || userAgent === "") return false;
  return !by.objects({ headers, cookies }) && !by.atWork({ cookies }) && !isbot(userAgent);
}
