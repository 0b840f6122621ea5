/** An RFC 9457 problem: what went wrong, in words, and what to do next. */
export interface Problem {
  readonly status: number;
  /** A stable path naming the kind of problem. */
  readonly type: string;
  readonly title: string;
  readonly detail?: string;
  /** One entry for each part of the input that cannot be used. */
  readonly errors?: readonly ParameterError[];
  /** Texts to try instead. */
  readonly suggestions?: readonly string[];
}

export interface ParameterError {
  /** The name of the query parameter. */
  readonly parameter: string;
  readonly detail: string;
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

/** What is said when storage is busy. */
export const busy = (): Problem => ({
  status: 503,
  type: "/problems/busy",
  title: "We are very busy just now",
  detail: "Please try again in a minute.",
});
