import type { Identity } from "./sign-in.ts";

/** Which of the two ways in somebody takes. */
export type Way = "person" | "council";

/** What must be kept while somebody is at their identity provider, to know them again. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Why a return from the identity provider is not a sign-in. */
export type ReturnRefusal = "cancelled" | "not-verified" | "second-factor-missing";

export interface IdentityProvider {
  /** Where to send somebody, and what to keep meanwhile. They are always asked afresh who they are: others may use the same computer. */
  begin(way: Way): Promise<{ readonly address: string; readonly secrets: SignInSecrets }>;
  /** Who came back. A code counts once, in the browser it was given to, for the client it was given to. */
  finish(
    way: Way,
    returned: URL,
    secrets: SignInSecrets,
  ): Promise<{ readonly identity: Identity } | { readonly refusal: ReturnRefusal; readonly subject?: string }>;
}
