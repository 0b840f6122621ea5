import { EDGE_HEADERS } from "../../shared/http/edge.env.ts";
import { edgeOf } from "../../shared/http/edge.ts";

export const EDGE_KEY = "a-key-that-only-the-edge-of-the-tests-knows";

/** The edge that functions under test stand behind. */
export const testEdge = edgeOf({ EDGE_KEY });

/** The headers the edge adds to a request; from an address of its own, where none is named: what is limited by address is tested by itself. */
export const throughEdge = (address: string = crypto.randomUUID()): Readonly<Record<string, string>> => ({
  [EDGE_HEADERS.key]: EDGE_KEY,
  [EDGE_HEADERS.viewer]: address,
});
