import { dayAndTime } from "../../shared/domain/time.ts";
import type { Mail, Mailbox } from "./mailbox.ts";
import { escaped, plainPage } from "./plain-page.ts";
import { type StandIn, standInAt } from "./stand-in.ts";

const PATH = "/local-mailbox";
const LOCAL = '<p class="local">Only on your own machine. In use, these messages go to people by GOV.UK Notify.</p>';
const CHANNEL: Readonly<Record<string, string>> = { email: "E-mail", sms: "Text message", letter: "Letter" };

const titleOf = ({ subject, type }: Mail): string => subject ?? CHANNEL[type] ?? type;
const whenOf = ({ createdAt }: Mail): string => dayAndTime(Date.parse(createdAt));

function listPage(messages: readonly Mail[]): string {
  const rows = messages.map(
    (mail) =>
      `<li><a href="${PATH}/${escaped(mail.id)}" lang="${escaped(mail.language)}">${escaped(titleOf(mail))}</a><br>${CHANNEL[mail.type] ?? escaped(mail.type)} to ${escaped(mail.to.split("\n")[0] ?? "")}, ${escaped(whenOf(mail))}</li>`,
  );
  const list = rows.length > 0 ? `<ul class="messages">${rows.join("")}</ul>` : "<p>No messages yet. They appear here after something is decided.</p>";
  return plainPage("Mailbox", `<h1>Mailbox</h1>${LOCAL}${list}`);
}

function messagePage(mail: Mail): string {
  const facts = {
    To: mail.to,
    By: CHANNEL[mail.type] ?? mail.type,
    Sent: whenOf(mail),
    Format: mail.format,
    Language: mail.language,
    Template: `${mail.code}, version ${mail.template.version}`,
  };
  const shown = Object.entries(facts).map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value).replaceAll("\n", "<br>")}</dd>`);
  const body = escaped(mail.body).replace(/https?:\/\/\S+/g, (address) => `<a href="${address}">${address}</a>`);
  return plainPage(
    titleOf(mail),
    `<p><a href="${PATH}">Mailbox</a></p><h1 lang="${escaped(mail.language)}">${escaped(titleOf(mail))}</h1>${LOCAL}<dl>${shown.join("")}</dl>
<h2>What it says</h2><div class="text${mail.format === "large-print" ? " large-print" : ""}" lang="${escaped(mail.language)}">${body}</div>`,
  );
}

/** The pages that show what was sent on this machine. */
export const mailboxPages = (mailbox: Mailbox): StandIn =>
  standInAt(PATH, async ({ pathname }, _request, response) => {
    const id = pathname.slice(PATH.length + 1);
    const mail = mailbox.all().find((mail) => mail.id === id);
    const html = id === "" ? listPage(mailbox.all()) : mail ? messagePage(mail) : undefined;
    response.writeHead(html === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(html ?? plainPage("Not here", `<h1>This message is not here</h1><p><a href="${PATH}">Mailbox</a></p>`));
  });
