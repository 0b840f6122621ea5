import { londonDate } from "../../../shared/domain/time.ts";
import { log } from "../../../shared/runtime/log.ts";
import { awsConnectionFrom } from "../../../shared/table/aws-connection.ts";
import { openTable } from "../../../shared/table/table-client.ts";
import { dynamoDueContacts } from "../store/dynamo-contact-store.ts";
import { sweepContacts } from "../use-cases/sweep-contacts.ts";
import { ContactSweepEnv } from "./contact-sweep.env.ts";
import { contacts } from "./contacts.composition.ts";

const { TABLE_NAME } = ContactSweepEnv.parse(process.env);
const due = dynamoDueContacts(openTable(awsConnectionFrom(process.env), TABLE_NAME));
const deps = contacts(process.env);

/** Every morning: tells whoever got no answer in time, and ends what is over, by the time the clock gives. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  const { due: found, done } = await sweepContacts(deps, due, at);
  log("contacts-swept", { day: londonDate(at), due: found, done });
};
