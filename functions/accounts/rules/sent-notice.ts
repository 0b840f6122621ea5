/** A notice somebody was sent, or is about to be. */
export interface SentNotice {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly createdAt: string;
  readonly endedAt?: string | undefined;
  readonly template?: { readonly channel: string; readonly format: string; readonly language: string } | undefined;
  /** Only until it is sent. */
  readonly to?: { readonly address?: string | undefined } | undefined;
  /** Addresses that took nothing of it, as hashes, and by which channel. */
  readonly undelivered?: readonly { readonly channel: string; readonly mark: string }[] | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
}
