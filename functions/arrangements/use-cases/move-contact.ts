import type { CommitRefusal } from "../../../shared/audit/commit.ts";
import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { ok, type Result, refused } from "../../../shared/domain/result.ts";
import { instantOf, londonDate } from "../../../shared/domain/time.ts";
import { isShownOn } from "../../../shared/listing/shown.ts";
import type { Notice } from "../../../shared/notices/notice.ts";
import type { Contact, SharedDetails, Side } from "../rules/contact.ts";
import { otherSide } from "../rules/contact.ts";
import type { ContactReport, ReportAnswer } from "../rules/contact-form.ts";
import { afterContactMove, type ContactMove, type ContactMoveRefusal, type ContactMover } from "../rules/contact-moves.ts";
import { type ContactNews, newsForPerson, newsForProvider, withNewLink } from "./contact-notices.ts";
import type { ContactsDeps as Deps } from "./contact-ports.ts";

/** `not-listed`: the provider is not on the list just now, and so answers nobody. `no-message`: there is no such message of the other side. */
export type MoveContactRefusal = CommitRefusal | ContactMoveRefusal | "not-listed" | "no-message";

/** What somebody does with a request. */
export interface ContactAct {
  readonly move: ContactMove;
  readonly mover: ContactMover;
  readonly words?: string | undefined;
  readonly details?: SharedDetails | undefined;
  /** Whether it was done by a link: that is used up, and the request has another. */
  readonly byLink?: boolean;
}

/** What the person hears of a move that another made. */
const NEWS: Readonly<Partial<Record<ContactMove, ContactNews>>> = {
  answer: "message",
  share: "shared",
  decline: "declined",
  "put-in-touch": "passed",
};

/** Whether the provider of a request may see and answer it today: while they are on the list. Whoever asked is not told. */
export const isListed = async ({ store }: Pick<Deps, "store">, { listing }: Pick<Contact, "listing">, at: number): Promise<boolean> => {
  const found = await store.listing(listing);
  return found !== undefined && isShownOn(found, londonDate(at));
};

/** Whom a move is news for besides whoever made it, and the request as it is then to be written. */
async function newsOf(
  deps: Deps,
  after: Contact,
  { move, mover }: ContactAct,
  at: number,
): Promise<{ readonly contact: Contact; readonly notices: readonly Notice[] }> {
  const news = NEWS[move];
  if (mover !== "person") return news ? newsForPerson(deps)(after, news, at) : { contact: after, notices: [] };
  if (move !== "write" && move !== "share") return { contact: after, notices: [] };
  const hears = await isListed(deps, after, at);
  return { contact: after, notices: hears ? await newsForProvider(deps)(after, move === "write" ? "message" : "shared", at) : [] };
}

/** Makes a move of a request, with its notice, in one transaction. Answers the secret of its new link, where it was made by one and goes on. */
export const moveContact =
  (deps: Deps) =>
  async (
    contact: Versioned<Contact>,
    act: ContactAct,
    context: AuditContext,
    more: readonly ContactReport[] = [],
  ): Promise<Result<string | undefined, MoveContactRefusal>> => {
    const { move, mover, words, details, byLink } = act;
    if (mover === "provider" && !(await isListed(deps, contact.body, context.at))) return refused("not-listed");
    const moved = afterContactMove(contact.body, move, mover, { at: context.at, policy: deps.policy, words, details });
    if (!moved.ok) return moved;
    if (moved.value === contact.body) return ok(undefined);
    const told = await newsOf(deps, moved.value, act, context.at);
    const linked = byLink && told.contact.endedAt === undefined ? withNewLink(deps, told.contact, context.at) : undefined;
    const after = linked?.contact ?? told.contact;
    const done = await deps.store.commit(
      context,
      [
        { entity: "contact", before: contact, after, action: `contact:${move}` },
        ...more.map((report) => ({ entity: "contact-report" as const, after: report, action: "contact:report" })),
      ],
      told.notices,
    );
    return done.ok ? ok(linked?.secret) : done;
  };

/** Reports a message of the other side to the council. The conversation is over with it, and nobody is told who reported what. */
export const reportMessage =
  (deps: Deps) =>
  async (
    contact: Versioned<Contact>,
    by: Side,
    { which, reason, byLink = false }: { readonly which: number; readonly reason: string; readonly byLink?: boolean },
    context: AuditContext,
  ): Promise<Result<string | undefined, MoveContactRefusal>> => {
    if (contact.body.messages[which]?.by !== otherSide(by)) return refused("no-message");
    const { id, authority } = contact.body;
    const report: ContactReport = { id: deps.newId(), authority, contact: id, by, message: which, reason, state: "open", createdAt: instantOf(context.at) };
    return moveContact(deps)(contact, { move: "report", mover: by, byLink }, context, [report]);
  };

/** Saves what an officer found of a reported message. Closed before is refused as `not-a-move`. */
export const answerReport =
  ({ store }: Pick<Deps, "store">) =>
  async (
    report: Versioned<ContactReport>,
    officer: string,
    { outcome, words }: ReportAnswer,
    context: AuditContext,
  ): Promise<Result<void, CommitRefusal | "not-a-move">> => {
    if (report.body.state === "closed") return refused("not-a-move");
    const after: ContactReport = { ...report.body, state: "closed", outcome, words, officer, closedAt: instantOf(context.at) };
    return store.commit(context, [{ entity: "contact-report", before: report, after, action: "contact:answer-report" }]);
  };
