import type { DelegateKind, Role, Scope } from "../../../shared/access/roles.ts";
import type { AuditEntry } from "../../../shared/audit/entry.ts";
import { longDate } from "../../../shared/domain/time.ts";
import type { Channel, Format, Language } from "../../../shared/notices/preferences.ts";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import type { Delegation, DelegationStanding } from "../rules/delegation.ts";
import type { AppointmentState } from "../rules/staff.ts";

/** Roles in plain words. */
export const roleWords: Readonly<Record<Role, string>> = {
  recipient: "Person who gets support",
  provider: "Personal assistant or provider",
  "vetting-officer": "Vetting officer",
  "finance-officer": "Finance officer",
  "review-officer": "Review officer",
  commissioner: "Commissioner",
  administrator: "Administrator",
  "support-organisation": "Support organisation",
};

export const kindWords: Readonly<Record<DelegateKind, string>> = {
  "authorised-person": "Authorised person",
  "nominated-person": "Nominated person",
  "support-organisation": "Support organisation",
};

export const scopeWords: Readonly<Record<Scope, string>> = {
  "search-and-contact": "Look for support and get in touch with people",
  money: "See and look after the money",
  reviews: "Answer questions about how support is going",
};

export const stateWords: Readonly<Record<DelegationStanding, string>> = {
  proposed: "Waiting for a second officer",
  invited: "Waiting for an answer",
  active: "Active",
  declined: "Said no",
  ended: "Ended",
  expired: "Ended: its last day has passed",
  stopped: "Stopped: someone objected",
};

export const appointmentWords: Readonly<Record<AppointmentState, string>> = {
  proposed: "Waiting for a second administrator",
  invited: "Has not signed in yet",
  active: "Active",
  ended: "Ended",
};

/** The colour of a state's tag; the word says it too. */
export const stateColour = (state: DelegationStanding | AppointmentState): string =>
  state === "active" ? "govuk-tag--green" : ["invited", "proposed", "stopped"].includes(state) ? "govuk-tag--yellow" : "govuk-tag--grey";

/** Ways of telling somebody something, and how its text can be written, in plain words. */
export const channelWords: Readonly<Record<Channel, string>> = { email: "By email", sms: "By text message", letter: "By letter" };
export const formatWords: Readonly<Record<Format, string>> = {
  standard: "Standard print",
  "large-print": "In large print (letters)",
  "easy-read": "In easy read: short sentences and easy words",
};
/** What became of a notice. */
export const noticeStateWords: Readonly<Record<string, string>> = {
  waiting: "on its way",
  sent: "sent",
  failed: "could not be sent",
  "nobody-to-tell": "not sent: we had no address",
};
/** Languages by their own names, and in English for those who help. */
export const languageWords: Readonly<Record<Language, { readonly native: string; readonly english?: string }>> = {
  en: { native: "English" },
  gu: { native: "ગુજરાતી", english: "Gujarati" },
  pl: { native: "Polski", english: "Polish" },
};

/** Who acts, by the delegation's id. */
export type DelegateNames = ReadonlyMap<string, string>;

/** When and how a person was told of what the council wants. */
export const toldWords = ({ toldAt, told }: Delegation): string =>
  toldAt === undefined ? "Not yet: we have no way to contact them" : `On ${dateWords(toldAt)}${told === undefined ? "" : `: ${told}`}`;

/** What was said against it, and what became of that. The words are for the council. */
export const objectionWords = ({ at, words, answeredAt }: NonNullable<Delegation["objection"]>, withWords: boolean): string =>
  [
    `On ${dateWords(at)}`,
    withWords && words !== undefined ? `: ${words}` : "",
    answeredAt === undefined ? ". Not answered yet." : `. Answered on ${dateWords(answeredAt)}.`,
  ].join("");

/** From when until when something holds. */
export const periodWords = ({ from, until }: { readonly from: string; readonly until?: string | undefined }): string =>
  until === undefined ? `From ${longDate(from)}. No end date.` : `From ${longDate(from)} until ${longDate(until)}`;

const ACTIONS: Readonly<Record<string, string>> = {
  "account:sample": "Demo account created",
  "account:open": "Account opened",
  "account:link": "Another way to sign in added",
  "account:sign-in": "Signed in",
  "account:sign-out": "Signed out",
  "account:end-sessions": "Signed out on all devices",
  "account:update": "Details changed",
  "account:begin": "Chose their role",
  "account:erase": "Data deleted",
  "account:close": "Started deleting data",
  "account:request-erasure": "Asked us to delete their data",
  "erasure:decide": "Decided a request to delete data",
  "delegation:nominate": "Invited someone to act for you",
  "delegation:authorise": "The council proposed someone to act for you",
  "delegation:decide": "A second officer decided who acts for you",
  "delegation:object": "Objected to who acts for you",
  "delegation:accept": "Agreed to act for you",
  "delegation:decline": "Said no to acting for you",
  "delegation:end": "Acting for you ended",
  "person:register": "Registered by the council",
  "staff:appoint": "Staff role given",
  "staff:confirm": "Staff role confirmed by a second administrator",
  "staff:begin": "Staff role started",
  "staff:dismiss": "Staff role removed",
  "concern:look-up": "Looked up who a provider supports",
  "review:bring": "What we know about your reviews was brought up to date",
  "review:open": "A review became due",
  "review:look": "The dates of your reviews were checked",
  "review:request": "Asked for a review",
  "review:complete": "A review was completed",
  "review:plan-check": "Your plan had a first check",
  "review:contact": "The council tried to reach you about a review",
  "review:reason": "The council gave a reason for an earlier review",
  "review:outcome": "An outcome was added",
  "review:value": "Saved how an outcome is going",
  "review:end-outcome": "An outcome ended",
  "review:reassessed": "A reassessment was held",
  "review:answer": "An answer about your support came in",
  "feedback:invite": "You were invited to say how your support is",
  "feedback:add": "A question about support that ended was added to a form",
  "feedback:notice": "The council said that a form comes",
  "feedback:form": "A form about your support was sent",
  "feedback:reminder": "A reminder of a form was sent",
  "feedback:second-reminder": "A second reminder of a form was sent",
  "feedback:call": "An officer was asked to phone you about a form",
  "feedback:wait": "A form was put off",
  "feedback:save": "A page of a form was saved",
  "feedback:finish": "A form about your support was finished",
  "feedback:key": "A new link or code for a form was made",
  "feedback:stop": "A form was stopped",
  "feedback:over": "A form ended without an answer",
  "feedback:on": "Forms about your support were switched on",
  "feedback:off": "Forms about your support were switched off",
  "feedback:unlink": "The link with your forms ended",
  "reply:send": "Sent a reply to what people say",
  "reply:withdraw": "Withdrew a reply",
  "reply:show": "The council let a reply be shown",
  "reply:refuse": "The council did not let a reply be shown",
  "reply:unlink": "The link with a reply ended",
  "safety:report": "Told the council about a worry",
  "safety:take": "An officer took a worry",
  "safety:close": "An officer dealt with a worry",
  "open-feedback:send": "Sent feedback",
  "open-feedback:read": "An officer read feedback",
  "open-feedback:pass-on": "An officer passed feedback on",
  "open-feedback:quote": "Words of feedback can be quoted",
  "open-feedback:unquote": "Words of feedback can no longer be quoted",
  "open-feedback:close": "An officer closed feedback",
  "open-feedback:publish": "Words of feedback were published",
  "open-feedback:take-back": "Words of feedback were taken back",
  "you-said:write": "Wrote what changed",
  "you-said:publish": "Published what changed",
  "you-said:take-back": "Took back what changed",
  "market-statement:draft": "Started a market position statement",
  "market-statement:save": "Wrote a market position statement",
  "market-statement:redraw": "Took new figures for a market position statement",
  "market-statement:publish": "Published a market position statement",
  "market-statement:drop": "Deleted the draft of a market position statement",
  "market-statement:withdraw": "Withdrew a market position statement",
  "market-target:set": "Set a target where support is short",
  "market-target:invite": "Invited providers where support is short",
  "market-target:close": "Closed a target where support is short",
  "working-group:join": "Joined the working group, or changed how",
  "working-group:leave": "Left the working group",
  "review:unlink": "The link with your reviews ended",
  "support:offer": "Asked someone for support",
  "support:accept": "Said yes to giving support",
  "support:decline": "Said no to giving support",
  "support:withdraw": "Offer of support taken back",
  "support:start": "Support started",
  "support:change": "Hours or pay of support changed",
  "support:agree": "Change to support agreed",
  "support:refuse": "Change to support not agreed",
  "support:pause": "Support paused",
  "support:resume": "Support started again",
  "support:end": "Support ended",
  "support:hours": "Hours of support saved",
  "support:paid": "Saved until when support is paid",
  "support:employer": "Saved what was done as an employer",
  "support:answer": "The council answered a question about pay",
  "support:pool": "Support is shared in a group",
  "pool:wish": "Agreed to be asked to share support",
  "pool:end-wish": "No longer wants to be asked to share support",
  "pool:propose": "Asked others to share support",
  "pool:agree": "Agreed to share support",
  "pool:decline": "Said no to sharing support",
  "pool:leave": "Left a group that shares support",
  "pool:pay": "Saved a payment in a group that shares support",
  "pool:close": "Left a group, as their data was deleted",
  "saved:add": "Saved someone from the list",
  "saved:remove": "Removed someone from the saved people",
  "saved:bring": "Added the people saved on a device",
  "saved:end": "Saved people deleted",
  "visit:propose": "Times for a visit offered",
  "visit:change": "Times for a visit changed",
  "visit:pick": "Time of a visit chosen",
  "visit:decline": "Said that no time for a visit fits",
  "visit:cannot-come": "Said that they cannot come to a visit",
  "visit:cancel": "Visit cancelled",
  "visit:end": "Visit cancelled, as the application was over",
  "visit:complete": "Visit done",
  "visit:miss": "No one came to a visit",
  "visit:sweep": "Reminder of a visit",
  "alert:keep": "Asked to hear when someone matches a search",
  "alert:renew": "Saved a search to hear about for longer",
  "alert:remove": "Removed a search to hear about",
  "alert:tell": "Told who is new in a search",
  "hours:say": "Free hours changed",
  "hours:ask": "Asked if their free hours are still right",
  "hours:answer": "Said how many hours are free",
  "hours:stop": "Asked us to stop the monthly question about free hours",
  "hours:ask-again": "Asked for the monthly question about free hours",
  "hours:end": "Monthly question about free hours ended",
  "recipient:import": "The council brought in what it knows about your direct payment",
  "recipient:link": "Your direct payment was connected with your account",
  "recipient:unlink": "Your direct payment was disconnected from an account",
  "request:publish": "Published a request for support",
  "request:match": "Found out how many people could help",
  "request:confirm": "Said that a request is still needed",
  "request:fill": "Found someone through a request",
  "request:withdraw": "Withdrew a request",
  "request:first-answer": "First answer to a request",
  "request:choose": "Chose an answer to a request",
  "request:sweep": "Reminder of a request, or request hidden or closed",
  "request:end": "Request deleted",
  "answer:send": "Answered a request",
  "answer:decline": "Said that a request is not for them",
  "answer:withdraw": "Took an answer back",
  "answer:choose": "Answer chosen",
  "answer:pass": "Answer turned down",
  "answer:forget": "Contact details in an answer deleted",
  "answer:end": "Answer deleted",
  "request-alert:set": "Changed how they hear of new requests",
  "request-alert:add": "New request added to the next message",
  "request-alert:sweep": "Message about new requests",
  "request-alert:end": "Stopped messages about new requests",
  "need:record": "Recorded support that could not be found",
  "need:met": "Recorded that support was found",
  "contact:ask": "Asked someone to contact you",
  "contact:confirm": "Request to be contacted confirmed",
  "contact:expire": "Request to be contacted not confirmed in time",
  "contact:answer": "Answered a request to be contacted",
  "contact:write": "Wrote a message",
  "contact:share": "Shared contact details",
  "contact:decline": "Said no to a request to be contacted",
  "contact:put-in-touch": "The council put two people in touch",
  "contact:silence": "No answer to a request to be contacted",
  "contact:withdraw": "Request to be contacted withdrawn",
  "contact:report": "Reported a message",
  "contact:close": "Conversation ended after a time without messages",
  "contact:erase": "Data deleted from a conversation",
  "receipt:start": "Chose a payment to send a receipt for",
  "receipt:keep": "Receipt received",
  "receipt:refuse": "Receipt could not be taken",
  "receipt:unlink": "Receipt deleted",
  "paper:type": "Typed a balance from a paper statement",
  "paper:type-for-person": "The council typed a balance from a paper statement",
  "paper:keep": "Photo of a paper statement received",
  "paper:keep-for-person": "The council added a photo of a paper statement",
  "paper:refuse": "Photo of a paper statement could not be taken",
  "paper:unlink": "Photos of paper statements deleted",
  "account-note:identify": "Said what money that came in is",
  "account-note:waive": "Said that a contribution does not have to be paid",
  "account-note:remember": "Said that we do not ask about a kind of spending again",
  "account-note:ask-again": "Said that we ask about a kind of spending again",
  "account-note:plan": "Said what spending your support plan covers",
  "account-note:hear-late": "Chose who hears if a payment may be late",
  "invoice:state": "Added an invoice",
  "invoice:forget": "Words in an invoice deleted",
  "set-aside:add": "Set money aside on your account",
  "set-aside:change": "Changed money set aside on your account",
  "set-aside:remove": "Took money off the list of what is set aside",
  "balance:look": "Checked what a question about your balance needs next",
  "balance:stop-clock-by-facts": "Stopped the dates of a question about your balance",
  "balance:unlink": "A question about your balance was disconnected from your account",
  "set-up:note": "Noted how long setting up your support took",
  "set-up:settle": "Stopped adding to how long setting up your support took",
};

/** What somebody looked at or worked on, by what the policy table calls it. */
const LOOKS: Readonly<Record<string, string>> = {
  "account:read": "Viewed your details",
  "account:update": "Opened your details to change them",
  "account:download": "Viewed all the information we hold",
  "delegation:list": "Viewed who acts for you",
  "delegation:read": "Viewed who acts for you",
  "delegation:decide": "Viewed who acts for you, to decide",
  "delegation:object": "Viewed who acts for you",
  "application:read": "Viewed your application",
  "application:write": "Filled in your application for you",
  "case:read": "Viewed your application",
  "case:work": "Worked on your application",
  "visit:arrange": "Arranged a visit with you",
  "support:read": "Viewed who supports you",
  // That there is a concern is not said: whoever it is about may act for the person who reads this.
  "concern:look-up": "Viewed who supports you",
  "support:write": "Changed who supports you",
  "arrangement:read": "Viewed who supports you",
  "arrangement:move": "Changed who supports you",
  "arrangement:answer": "Viewed who supports you, to answer a question",
  "pool:read": "Viewed the support you share",
  "pool:write": "Changed the support you share",
  "saved:read": "Viewed your saved people",
  "saved:write": "Changed your saved people",
  "recipient:read": "Viewed what the council knows about your direct payment",
  "recipient:link": "Viewed what the council knows about your direct payment, to connect it with your account",
  "direct-payment:read": "Viewed your direct payment",
  "balance:read": "Viewed your balance",
  "balance:answer": "Viewed a question about your balance",
  "statement:send": "Viewed or sent statements of your direct payment account",
  "balance-case:read": "Viewed a question about your balance",
  "balance-case:work": "Worked on a question about your balance",
  "set-aside:read": "Viewed the money set aside on your account",
  "set-aside:write": "Changed the money set aside on your account",
  "closing-balance:write": "Viewed or typed balances from your paper statements, or added photos of them",
  "agreed-spending:read": "Viewed which kinds of spending we do not ask you about",
  "agreed-spending:write": "Changed which kinds of spending we do not ask you about",
  "invoice:list": "Viewed invoices for your support",
  "invoice:read": "Viewed an invoice for your support",
  "invoice:write": "Changed an invoice for your support",
  "final-statement:read": "Viewed the final statement of your direct payment",
  "request:read": "Viewed your requests for support",
  "request:write": "Changed your requests for support",
  "working-group:take-part": "Viewed or changed your part in the working group",
  "alerts:read": "Viewed the searches we watch for you",
  "alerts:write": "Changed the searches we watch for you",
  "contact:ask": "Asked someone to contact you, for you",
  "contact:list": "Viewed who you asked to contact you",
  "contact:read": "Viewed messages of yours",
  "contact:write": "Wrote a message for you",
  "contact:pass-on": "Viewed a request of yours to pass it on",
};

/** `coverPence` or `case:open` as people say it. */
export const inWords = (name: string): string => {
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll(/[-:]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What an entry of a trail says was done. */
export function actionWords({ action }: Pick<AuditEntry, "action">): string {
  if (action.startsWith("looked:")) return LOOKS[action.slice("looked:".length)] ?? "Viewed a record";
  if (action.startsWith("refused:")) return "Came to a page that could not be shown";
  return ACTIONS[action] ?? inWords(action);
}

/** Who did something, in words that name no member of staff. `own` is the person whose trail it is. */
export function actorWords({ actor, onBehalfOf, authority }: Pick<AuditEntry, "actor" | "onBehalfOf" | "authority">, person: string): string {
  if (actor.subject === person) return "You";
  if (actor.role === "system") return "Trellis itself";
  const role = Object.entries({ ...roleWords, ...kindWords }).find(([name]) => name === actor.role)?.[1] ?? "Somebody";
  if (onBehalfOf !== undefined) return `${role}, acting for you`;
  return authority === undefined ? role : `${role} at ${councilWords(authority)}`;
}
