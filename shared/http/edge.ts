import { createHmac, timingSafeEqual } from "node:crypto";
import { EDGE_HEADERS, EdgeEnv } from "./edge.env.ts";
import type { HttpEvent } from "./messages.ts";

/** The edge in front of a function: a firewall that counts and filters. What did not come through it is not answered. */
export interface Edge {
  /** The network address of who asked, as the edge saw it; undefined where a request did not come through the edge. */
  viewerOf(event: HttpEvent): string | undefined;
  /**
   * A keyed hash of who somebody is, or where they ask from: the only form in which either is logged. The same text has the
   * same hash, so that an operator who knows the key can ask what somebody did; nobody can go the other way.
   */
  logName(text: string): string;
}

const LOG_NAME_LENGTH = 16;

/** Knows the edge by its key. */
export function edgeOf(environment: Readonly<Record<string, string | undefined>>): Edge {
  const { EDGE_KEY } = EdgeEnv.parse(environment);
  const hmac = (what: string, text: string) => createHmac("sha256", EDGE_KEY).update(`${what}\n${text}`);
  // Compared as hashes: of one length, so that nothing is learnt from how long it takes.
  const key = hmac("edge", EDGE_KEY).digest();
  return {
    viewerOf({ headers }) {
      const given = headers[EDGE_HEADERS.key];
      return given !== undefined && timingSafeEqual(hmac("edge", given).digest(), key) ? headers[EDGE_HEADERS.viewer] : undefined;
    },
    logName: (text) => hmac("log", text).digest("base64url").slice(0, LOG_NAME_LENGTH),
  };
}
