import { HOUR_MS } from "../domain/time.ts";
import type { CookieJar } from "../http/cookies.ts";
import type { HttpRequest } from "../http/messages.ts";

const OBJECTS = "trellis-uncounted";
const STAFF = "trellis-staff";
const YEAR_SECONDS = 31_536_000;
const SECOND_MS = 1000;

type Asker = Pick<HttpRequest, "headers" | "cookies">;

/** The cookies by which a browser says that its searches are not counted. They hold nothing else. */
export interface CountingCookies {
  /** Whether somebody said that they do not want to be counted: here, or in their browser for every site. */
  objects(asker: Asker): boolean;
  /** Whether staff signed in with this browser a short while ago. */
  atWork(asker: Pick<Asker, "cookies">): boolean;
  readonly object: string;
  readonly objectNoMore: string;
  /** For staff, for as long as a session may last. */
  staff(longestHours: number): string;
}

/** Source of the signal: Global Privacy Control, `Sec-GPC: 1`. Source of the right: Data (Use and Access) Act 2025, schedule 12: clear information, and an easy way to object. */
export function countingCookies(jar: CookieJar): CountingCookies {
  const objects = ({ headers, cookies }: Asker): boolean => headers["sec-gpc"] === "1" || jar.read(cookies, OBJECTS) !== undefined;
  return {
    objects,
    atWork: ({ cookies }) => jar.read(cookies, STAFF) !== undefined,
    object: jar.set(OBJECTS, "yes", YEAR_SECONDS),
    objectNoMore: jar.clear(OBJECTS),
    staff: (longestHours) => jar.set(STAFF, "yes", (longestHours * HOUR_MS) / SECOND_MS),
  };
}
