import { createHash } from "node:crypto";
import { pounds } from "../../../shared/domain/money.ts";
import { type EpochMillis, instantOf, londonDate, longDate } from "../../../shared/domain/time.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { isOpen } from "../../../shared/people/account.ts";
import type { InvoiceRecord } from "../rules/invoice.ts";
import type { InvoiceMove } from "../rules/invoice-moves.ts";
import type { StatedDeps } from "./record-ports.ts";

/** The notices of what was done with an invoice: of one that the provider states, to the person and whoever looks after their money; of a dispute, to the provider. */
export const invoiceNotices =
  ({ account, actingFor, site }: Pick<StatedDeps, "account" | "actingFor" | "site">) =>
  async (invoice: InvoiceRecord, move: InvoiceMove | "state", version: number, at: EpochMillis): Promise<readonly Notice[]> => {
    const { id, owner, provider, authority, pence, from, to, state } = invoice;
    const isNew = move === "state" && state === "stated";
    const hearers = isNew ? [owner, ...(await actingFor(owner, londonDate(at)))] : move === "dispute" ? [provider] : [];
    const found = await Promise.all([...new Set(hearers)].map((one) => (one === undefined ? undefined : account(one))));
    return found.flatMap((one): Notice[] =>
      one && isOpen(one.body)
        ? [
            {
              // Made of the version it follows, for the same invoice can be stated and disputed again.
              id: `i.${createHash("sha256")
                .update([id, move, String(version), one.body.id].join("\n"))
                .digest("base64url")}`,
              authority,
              code: isNew ? "invoice-stated" : "invoice-disputed",
              ...recipientOf(one.body),
              values: { amount: pounds(pence), days: `${longDate(from)} to ${longDate(to)}`, link: new URL(`/invoices/${id}`, site).href },
              createdAt: instantOf(at),
              about: id,
            },
          ]
        : [],
    );
  };
