import { parseCookie, stringifySetCookie } from "cookie";

/** The cookie that carries a session, sealed. */
export const SESSION_COOKIE = "trellis-session";

/** How cookies are set: always unseen by scripts, never sent along by other sites' forms. */
export interface CookieJar {
  /** The value of a cookie among those a request brought. */
  read(cookies: readonly string[], name: string): string | undefined;
  /** A `Set-Cookie` value. `seconds` is how long the browser keeps it. */
  set(name: string, value: string, seconds: number): string;
  clear(name: string): string;
}

/**
 * Cookies of a site. Over https they are bound to the host and sent over https only (`__Host-`); over plain
 * http, which only ever serves the machine it runs on, browsers do not take those.
 */
export function cookieJar(site: URL): CookieJar {
  const secure = site.protocol === "https:";
  const named = (name: string): string => (secure ? `__Host-${name}` : name);
  const cookie = (name: string, value: string, maxAge: number): string =>
    stringifySetCookie({ name: named(name), value, maxAge, path: "/", httpOnly: true, sameSite: "lax", secure });
  return {
    read: (cookies, name) => parseCookie(cookies.join("; "))[named(name)],
    set: cookie,
    clear: (name) => cookie(name, "", 0),
  };
}
