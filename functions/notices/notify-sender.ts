import { NotifyClient } from "notifications-node-client";
import * as z from "zod/mini";
import type { Arrival, Handed, NoticeSender, WaitingNotice } from "./ports.ts";
import { NotASuccess, restClient } from "./rest-client.ts";

const Taken = z.object({ id: z.string() });
const Found = z.object({ notifications: z.array(z.object({ id: z.string(), status: z.string() })) });
const Refusal = z.object({ errors: z.array(z.object({ error: z.string(), message: z.string() })) });

/** What Notify says became of a message; anything else is on its way. Source: GOV.UK Notify API documentation, 'Get message status'. */
const ARRIVALS: Readonly<Record<string, Arrival>> = {
  delivered: "arrived",
  received: "arrived",
  "permanent-failure": "never",
  "validation-failed": "never",
  "temporary-failure": "given-up",
  "technical-failure": "given-up",
  "virus-scan-failed": "given-up",
  cancelled: "given-up",
};

/** Notify's own words for an address that is none. */
const ADDRESS = /\b(email_address|phone_number|address|postcode)\b/i;

/** Sends by GOV.UK Notify. The key is asked for once, and again after Notify refused it. */
export function notifySender(url: string, readKey: () => Promise<string>): NoticeSender {
  let kept: Promise<NotifyClient> | undefined;
  const open = async (): Promise<NotifyClient> => {
    const client = new NotifyClient(url, await readKey());
    client.apiClient.setClient(restClient);
    return client;
  };
  const client = (): Promise<NotifyClient> => {
    kept ??= open().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };

  return {
    async find(reference) {
      const { data } = await (await client()).getNotifications(undefined, undefined, reference);
      const [found] = Found.parse(data).notifications;
      return found && { notifyId: found.id, arrival: ARRIVALS[found.status] ?? "under-way" };
    },
    async send(notice) {
      try {
        const { data } = await post(await client(), notice);
        return { outcome: "sent", notifyId: Taken.parse(data).id };
      } catch (error) {
        const refused = refusalIn(error);
        if (!refused) throw error;
        // Another key may have been put in the secret.
        if (error instanceof NotASuccess && error.status === 403) kept = undefined;
        return refused;
      }
    },
  };
}

/** What an answer of Notify's means; undefined where there was none, and nobody knows what it did. */
function refusalIn(error: unknown): Handed | undefined {
  if (!(error instanceof NotASuccess)) return undefined;
  const { status, data } = error;
  const read = Refusal.safeParse(data);
  const errors = read.success ? read.data.errors : [];
  if (status === 400 && errors.some(({ error: name, message }) => name === "ValidationError" && ADDRESS.test(message)))
    return { outcome: "never", fault: "address" };
  // What Notify says may repeat what it was sent: only the names of its errors are passed on.
  const fault = `Notify answered ${status} ${errors.map(({ error: name }) => name.replaceAll(/\W/g, "").slice(0, 40)).join(" ")}`.trim();
  // A gateway's 502 or 504 may come after Notify took the notice.
  return status === 502 || status === 504 ? undefined : { outcome: "refused", fault };
}

function post(client: NotifyClient, { reference, template, address, values }: WaitingNotice) {
  switch (template.channel) {
    case "email": {
      // The link to stop such mails, for mail programs that have a button for it. Source: RFC 8058.
      const { stop } = values;
      return client.sendEmail(template.id, address, { personalisation: values, reference, ...(stop === undefined ? {} : { oneClickUnsubscribeURL: stop }) });
    }
    case "sms":
      return client.sendSms(template.id, address, { personalisation: values, reference });
    case "letter": {
      const lines = Object.fromEntries(address.split("\n").map((line, at) => [`address_line_${at + 1}`, line]));
      return client.sendLetter(template.id, { personalisation: { ...values, ...lines }, reference });
    }
    default:
      throw new Error(`Notify has no channel ${template.channel}`);
  }
}
