import type { ParameterError } from "../domain/input.ts";

/** An RFC 9457 problem: what went wrong, in words, and what to do next. */
export interface Problem {
  readonly status: number;
  /** A stable path naming the kind of problem. */
  readonly type: string;
  readonly title: string;
  readonly detail?: string;
  /** One entry for each part of the input that cannot be used. */
  readonly errors?: readonly ParameterError[];
  /** When it is worth trying again. */
  readonly retryAfterSeconds?: number;
  /** Texts to try instead. */
  readonly suggestions?: readonly string[];
}

export const notFound = (detail: string): Problem => ({
  status: 404,
  type: "/problems/not-found",
  title: "There is nothing at this address",
  detail,
});

/** What is said of our own faults: never why. */
export const fault = (): Problem => ({
  status: 500,
  type: "/problems/fault",
  title: "Something went wrong on our side",
  detail: "Please try again in a few minutes.",
});

const BUSY_SECONDS = 60;

/** What is said when storage is busy. */
export const busy = (): Problem => ({
  status: 503,
  retryAfterSeconds: BUSY_SECONDS,
  type: "/problems/busy",
  title: "We are very busy at the moment",
  detail: "Please try again in a minute.",
});

/** What is said to somebody who asked too often. */
export const tooMany = (retryAfterSeconds: number): Problem => ({
  status: 429,
  retryAfterSeconds,
  type: "/problems/too-many-requests",
  title: "You have tried too many times",
  detail: `Please wait ${retryAfterSeconds === 1 ? "a second" : `${retryAfterSeconds} seconds`} and try again.`,
});

export const tooLarge = (): Problem => ({
  status: 413,
  type: "/problems/too-large",
  title: "That is too much to send",
  detail: "Send less at a time.",
});

/** What is said to a request without a sign-in that counts. */
export const notSignedIn = (): Problem => ({
  status: 401,
  type: "/problems/not-signed-in",
  title: "You need to sign in",
  detail: "Sign in, or send a bearer token that has not expired.",
});

/** What is said to a request that went round the edge. */
export const notThroughEdge = (): Problem => ({
  status: 403,
  type: "/problems/not-through-edge",
  title: "This address is not for visitors",
  detail: "Use the address of the site that you were given.",
});

/** What is said to somebody whose position does not allow it. */
export const notAllowed = (): Problem => ({
  status: 403,
  type: "/problems/not-allowed",
  title: "You cannot do this",
  detail: "You do not have access to this page. If you think you should, contact your council.",
});

/** What is said of a record that is not there, or that they may not know is. */
export const noSuchRecord = (): Problem => ({
  status: 404,
  type: "/problems/not-found",
  title: "We cannot find this",
  detail: "It may have been removed, or you may not have permission to see it.",
});

/** What is said to a form that may not have come from our own page. */
export const notOurForm = (): Problem => ({
  status: 403,
  type: "/problems/form-not-accepted",
  title: "We could not accept that form",
  detail: "Nothing was changed. Open the page again and send it from there.",
});

/** What is said when somebody else changed a record first. */
export const stale = (): Problem => ({
  status: 412,
  type: "/problems/changed-meanwhile",
  title: "Someone changed this while you had it open",
  detail: "We did not save your change. Open it again, check what changed, and make your change again.",
});

export const badRequest = (detail: string, errors?: readonly ParameterError[]): Problem => ({
  status: 400,
  type: "/problems/bad-request",
  title: "The request cannot be used",
  detail,
  ...(errors ? { errors } : {}),
});

/** What is said when a rule does not allow a change that was asked for correctly. `kind` names the rule. */
export const ruleRefused = (kind: string, title: string, detail: string): Problem => ({ status: 422, type: `/problems/${kind}`, title, detail });
