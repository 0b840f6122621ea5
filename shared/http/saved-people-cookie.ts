import { DAY_MS, MINUTE_MS } from "../domain/time.ts";
import type { ListingId } from "../listing/listing.ts";
import { type CarriedPeople, carriedIn, carriedText } from "../listing/saved.ts";
import type { ServicePolicy } from "../policy/service.ts";
import { type CookieJar, SESSION_COOKIE } from "./cookies.ts";

const COOKIE = "trellis-saved";
const SECOND_MS = 1000;

/** The people a browser carries as saved. It holds public listing ids and nothing else, so it is read strictly and not sealed. */
export interface SavedPeopleCookie {
  /**
   * The people saved, as far as this browser knows: the list of this device, or the copy of an account's list. A copy counts only beside the
   * cookie of a session: once that has run out, or whoever it was has signed out, it is nobody's.
   */
  read(cookies: readonly string[]): CarriedPeople | undefined;
  /** The list of this device, as `Set-Cookie`; none where it is empty. */
  device(people: readonly ListingId[]): string;
  /** A copy of an account's list, for as long as a session may be idle. */
  copy(people: readonly ListingId[]): string;
  /** Clears a copy of an account's list: as somebody signs in or out, it is another's. The list of a device stays. */
  withoutCopy(cookies: readonly string[]): readonly string[];
}

/** The cookie of saved people in a jar. */
export function savedPeopleCookie(jar: CookieJar, { saved, session }: Pick<ServicePolicy, "saved" | "session">): SavedPeopleCookie {
  const set = (carried: CarriedPeople, millis: number): string =>
    carried.people.length === 0 ? jar.clear(COOKIE) : jar.set(COOKIE, carriedText(carried), millis / SECOND_MS);
  const brought = (cookies: readonly string[]) => carriedIn(jar.read(cookies, COOKIE));
  return {
    read(cookies) {
      const carried = brought(cookies);
      return carried?.of === "account" && jar.read(cookies, SESSION_COOKIE) === undefined ? undefined : carried;
    },
    device: (people) => set({ of: "device", people }, saved.deviceDays * DAY_MS),
    copy: (people) => set({ of: "account", people }, session.idleMinutes * MINUTE_MS),
    withoutCopy: (cookies) => (brought(cookies)?.of === "account" ? [jar.clear(COOKIE)] : []),
  };
}
