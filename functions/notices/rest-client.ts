/** An answer that is not a success. */
export class NotASuccess extends Error {
  readonly status: number;
  readonly data: unknown;
  constructor(status: number, data: unknown) {
    super(`It answered ${status}`);
    this.status = status;
    this.data = data;
  }
}

interface RestRequest {
  readonly method: string;
  readonly url: string;
  readonly data?: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 10_000;

/**
 * Carries the requests of GOV.UK Notify's client by Node's own `fetch`, in the place of the library the client comes
 * with: that one has no time-out of its own, and would be nearly half of the bundle (docs/decisions/0014-notices.md).
 */
export async function restClient({ method, url, data, headers }: RestRequest): Promise<{ readonly status: number; readonly data: unknown }> {
  const answer = await fetch(url, {
    method: method.toUpperCase(),
    headers: { ...headers, ...(data === undefined ? {} : { "content-type": "application/json" }) },
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(data === undefined ? {} : { body: JSON.stringify(data) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new NotASuccess(answer.status, jsonIn(text));
  return { status: answer.status, data: jsonIn(text) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
