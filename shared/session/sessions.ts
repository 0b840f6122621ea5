import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { type EpochMillis, HOUR_MS, MINUTE_MS } from "../domain/time.ts";
import { type CookieJar, SESSION_COOKIE } from "../http/cookies.ts";
import type { ServicePolicy } from "../policy/service.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Sealer } from "./sealed.ts";

/** A session in use is sealed anew when it was last seen longer ago than this. */
const RENEWED_AFTER_MS = MINUTE_MS;

/** A signed-in browser. */
const Session = z.object({
  id: z.string(),
  subject: z.string(),
  /** The council whose provider it began through. */
  throughCouncil: z.optional(z.string()),
  startedAt: z.number(),
  seenAt: z.number(),
});
export type Session = z.infer<typeof Session>;

export interface Sessions {
  /** A new session, with an id never used before. */
  begin(subject: string, throughCouncil: string | undefined): Session;
  /** The session a request brings, unless it has been idle or alive for too long, or is not one of ours. */
  read(cookies: readonly string[]): Promise<Session | undefined>;
  /** The cookie of a session, as seen now. */
  cookie(session: Session): Promise<string>;
  /** The same, where it is time to renew it. */
  renewal(session: Session): Promise<readonly string[]>;
  readonly clear: string;
  /** Whether a request brings a cookie of a session, good or not. */
  brought(cookies: readonly string[]): boolean;
  /** What a form of this session must bring back, to show that it came from our own page. */
  formToken(session: Session): Promise<string>;
  isFormToken(session: Session, token: string): Promise<boolean>;
}

/** Sessions carried by the browser in a sealed cookie. */
export function sessions(sealer: Sealer, ring: KeyRing, jar: CookieJar, now: () => EpochMillis, { session: policy }: ServicePolicy): Sessions {
  const longest = policy.longestHours * HOUR_MS;
  const idle = policy.idleMinutes * MINUTE_MS;
  const endOf = ({ startedAt, seenAt }: Session): EpochMillis => Math.min(startedAt + longest, seenAt + idle);

  const cookie = async (session: Session): Promise<string> => {
    const seen = { ...session, seenAt: now() };
    return jar.set(SESSION_COOKIE, await sealer.seal("session", seen, endOf(seen)), Math.ceil((endOf(seen) - now()) / 1000));
  };

  const formToken = async ({ id }: Session): Promise<string> =>
    createHmac("sha256", await ring.lookup())
      .update(`form\n${id}`)
      .digest("base64url");

  return {
    begin: (subject, throughCouncil) => ({
      id: randomBytes(16).toString("base64url"),
      subject,
      ...(throughCouncil === undefined ? {} : { throughCouncil }),
      startedAt: now(),
      seenAt: now(),
    }),
    async read(cookies) {
      const text = jar.read(cookies, SESSION_COOKIE);
      const session = text === undefined ? undefined : Session.safeParse(await sealer.open("session", text));
      return session?.success && now() < endOf(session.data) ? session.data : undefined;
    },
    cookie,
    renewal: async (session) => (now() - session.seenAt < RENEWED_AFTER_MS ? [] : [await cookie(session)]),
    clear: jar.clear(SESSION_COOKIE),
    brought: (cookies) => jar.read(cookies, SESSION_COOKIE) !== undefined,
    formToken,
    async isFormToken(session, token) {
      const [given, wanted] = [Buffer.from(token), Buffer.from(await formToken(session))];
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },
  };
}
