import { DAY_MS, MINUTE_MS } from "../domain/time.ts";
import { servicePolicy } from "../policy/service.ts";

const { windowSeconds, settledSeconds, keptMinutes, tileDays } = servicePolicy.changeLog;

/** What is stamped longer ago than this has been seen by every read, or was never committed. */
export const WINDOW_MS = windowSeconds * 1000;

/** The snapshot takes in what is older than this. */
export const SETTLED_MS = settledSeconds * 1000;

/** How long what the snapshot replaced stays, and records of the log that it holds. */
export const KEPT_MS = keptMinutes * MINUTE_MS;

/** How long a tile lives that nobody renews. */
export const TILE_MS = tileDays * DAY_MS;
