import type { AuditContext, Versioned } from "../../../shared/audit/context.ts";
import { readBy } from "../../../shared/domain/input.ts";
import { londonDate } from "../../../shared/domain/time.ts";
import { typedFields } from "../../../shared/domain/typed-text.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import type { HttpHandler, HttpRequest } from "../../../shared/http/messages.ts";
import { tooLarge, tooMany } from "../../../shared/http/problem.ts";
import { linkHashIn } from "../../../shared/links/one-time-link.ts";
import { servicePolicy } from "../../../shared/policy/service.ts";
import { declinePage, referenceOverPage, referencePage } from "../pages/reference.page.tsx";
import { WRONG_ANSWERS } from "../pages/reference-questions.tsx";
import { isSameReference, type Reference, ReferenceAnswers, referenceState } from "../rules/reference.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { answerReference } from "../use-cases/evidence-work.ts";

/** Handlers of the page a referee answers on: the link is all they need, and it works once. */
export function referenceHandlers(vetting: Vetting): Readonly<Record<"reference" | "giveReference", HttpHandler>> {
  const found = async ({ parameters }: HttpRequest): Promise<Versioned<Reference> | undefined> => {
    const hash = linkHashIn(parameters["token"]);
    return hash === undefined ? undefined : vetting.store.referenceBy(hash);
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
      const form = typedFields(request.body);
      const declines = form.get("decline") === "sure";
      const read = readBy(ReferenceAnswers, filledIn(form));
      const thanks = { kind: "page", status: 200, html: referenceOverPage(declines ? "declined" : "given") } as const;
      const sentBefore = (stored: Versioned<Reference> | undefined): boolean =>
        declines ? stored?.body.state === "declined" : read.ok && stored?.body.state === "given" && isSameReference(stored.body.answers, read.value);
      if (sentBefore(reference)) return thanks;
      if (!open(reference)) return over;
      const token = request.parameters["token"] ?? "";
      if (form.get("decline") === "yes") return { kind: "page", status: 200, html: declinePage(token, reference.body, form) };
      if (form.get("back") === "yes") return { kind: "page", status: 200, html: referencePage(token, reference.body, form) };
      if (!declines && !read.ok)
        return { kind: "page", status: 400, html: referencePage(token, reference.body, form, fieldErrors(read.errors, WRONG_ANSWERS)) };
      const context: AuditContext = { actor: { subject: `referee:${reference.body.id}`, role: "referee" }, at: vetting.now(), requestId: request.id };
      const done = await answerReference(vetting)(reference, declines || !read.ok ? undefined : read.value, context);
      // Of two sent at once the second finds what the first said.
      return done.ok || sentBefore(await found(request)) ? thanks : over;
    },
  };
}
