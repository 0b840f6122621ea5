import type { EpochMillis } from "../../../shared/domain/time.ts";
import { recipientOf } from "../../../shared/notices/notice.ts";
import type { Channel } from "../../../shared/notices/preferences.ts";
import type { Account } from "../../../shared/people/account.ts";
import type { AccountsDeps } from "./deps.ts";

/** By which channels messages to somebody do not arrive at the address they have now: those that took nothing lately. A corrected address is another. */
export const failingChannels =
  ({ store, markOf }: Pick<AccountsDeps, "store" | "markOf">) =>
  async (account: Account, at: EpochMillis): Promise<readonly Channel[]> => {
    const { email, phone, postalAddress } = recipientOf(account).to;
    const addresses: readonly (readonly [Channel, string | undefined])[] = [
      ["email", email],
      ["sms", phone],
      ["letter", postalAddress],
    ];
    const marks = new Set((await store.noticesOf(account.id, at)).flatMap(({ undelivered = [] }) => undelivered.map(({ mark }) => mark)));
    return addresses.flatMap(([channel, address]) => (address !== undefined && marks.has(markOf(account.id, address)) ? [channel] : []));
  };
