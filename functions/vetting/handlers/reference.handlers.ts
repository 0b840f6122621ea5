import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import type { HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { referenceOverPage, referencePage } from "../pages/reference.page.tsx";
import { type Reference, ReferenceAnswers, referenceState } from "../rules/reference.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { answerReference, tokenHash } from "../use-cases/evidence-work.ts";

const WRONG: Readonly<Record<string, string>> = {
  known: "Say how you know them, in at most 500 characters",
  work: "Say what their work is like",
  again: "Choose yes or no",
  concerns: "Use at most 4,000 characters",
};

const TOKEN = /^[0-9a-f]{48}$/;

/** Handlers of the page a referee answers on: the link is all they need, and it works once. */
export function referenceHandlers(vetting: Vetting): Readonly<Record<"reference" | "giveReference", HttpHandler>> {
  const found = async ({ parameters }: HttpRequest): Promise<Versioned<Reference> | undefined> => {
    const token = parameters["token"] ?? "";
    return TOKEN.test(token) ? vetting.store.referenceBy(tokenHash(token)) : undefined;
  };
  const open = (reference: Versioned<Reference> | undefined): reference is Versioned<Reference> =>
    reference !== undefined && referenceState(reference.body, londonDate(vetting.now())) === "asked";
  const over = { kind: "page", status: 410, html: referenceOverPage("over") } as const;

  return {
    async reference(request) {
      const wait = await vetting.limited("sign-in", request.address);
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      const reference = await found(request);
      return open(reference)
        ? { kind: "page", status: 200, html: referencePage(request.parameters["token"] ?? "", reference.body, new URLSearchParams()) }
        : over;
    },
    async giveReference(request) {
      const wait = await vetting.limited("sign-in", request.address);
      if (wait !== undefined) return { kind: "problem", problem: tooMany(wait) };
      if (request.body.length > servicePolicy.largestFormBytes) return { kind: "problem", problem: tooLarge() };
      const reference = await found(request);
      if (!open(reference)) return over;
      const form = typedFields(request.body);
      const declines = form.get("decline") === "yes";
      const read = readBy(ReferenceAnswers, filledIn(form));
      if (!declines && !read.ok) {
        const html = referencePage(request.parameters["token"] ?? "", reference.body, form, fieldErrors(read.errors, WRONG));
        return { kind: "page", status: 400, html };
      }
      const context: AuditContext = { actor: { subject: `referee:${reference.body.id}`, role: "referee" }, at: vetting.now(), requestId: request.id };
      const done = await answerReference(vetting)(reference, declines || !read.ok ? undefined : read.value, context);
      return done.ok ? { kind: "page", status: 200, html: referenceOverPage(declines ? "declined" : "given") } : over;
    },
  };
}
