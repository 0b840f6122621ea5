import { RecordId } from "../../../shared/domain/fields.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { UPLOAD_FAULTS } from "../../../shared/domain/upload-path.ts";
import type { HttpAnswer } from "../../../shared/http/messages.ts";
import { ruleRefused } from "../../../shared/http/problem.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { photoCheckPage, photoPage } from "../pages/photo.page.tsx";
import { nameOfCase } from "../pages/who-it-is.tsx";
import { OPEN_TO_SEND } from "../rules/decide-evidence.ts";
import type { PhotoDecision } from "../rules/decide-photo.ts";
import { fileAt, fileKey, UPLOAD_TYPE } from "../rules/file-keys.ts";
import { isTheirs } from "../rules/moves.ts";
import { PHOTO } from "../rules/photo.ts";
import { situationOf } from "../use-cases/commit-outcome.ts";
import type { Vetting } from "../use-cases/deps.ts";
import { lookAtPhoto, pictureNamed, takeBackPhoto } from "../use-cases/photo.ts";
import { officerIn } from "../use-cases/standing.ts";
import { mayFill, moverOf, reasonIn } from "./application.handlers.ts";
import { conflict, isStale, REFUSALS, refusal } from "./refusals.ts";

const MINUTE_SECONDS = 60;
type CaseRequest = Parameters<HandlerOf<"case">>[0];

/** Handlers of the pages a photo is added and looked at with. */
export function photoHandlers(vetting: Vetting) {
  const officerOf = ({ account, record }: CaseRequest) => officerIn(record, account.body.id);

  const picture = async ({ record, parameters }: CaseRequest): Promise<HttpAnswer> => {
    const found = await pictureNamed(vetting, record.case.body.id, parameters["name"] ?? "");
    if (!found.ok)
      return { kind: "problem", problem: ruleRefused("no-file", "This photo is no longer here", "It was removed or replaced. Open the page again.") };
    return { kind: "file", type: "image/jpeg", bytes: found.value, headers: { "cache-control": "private, no-store" } };
  };

  const checkPage = async (request: CaseRequest, form: URLSearchParams, errors: readonly FieldError[] = [], status?: number): Promise<HttpAnswer> => {
    const { case: record } = request.record;
    const account = await vetting.store.account(record.body.owner);
    return photoCheckPage(request, {
      record,
      name: nameOfCase(record.body, account?.body),
      form,
      errors,
      ...(status === undefined ? {} : { status }),
      theirs: record.body.enteredBy.some((one) => isTheirs(officerOf(request), one)),
    });
  };

  return {
    photo: (async (request) => {
      const { record, account } = request;
      if (!mayFill(record, account.body.id)) return refusal("not-yours");
      // Back from where files are kept: what it adds to the address says nothing to anybody.
      if (request.query.has("etag")) return { kind: "redirect", location: `${request.path}?sent=${fileAt(request.query.get("key") ?? "")?.file ?? ""}` };
      const { case: vettingCase, checklist } = await situationOf(vetting, record, vetting.now());
      const sender = moverOf(record, account.body.id);
      const { figures } = checklist;
      const here = `/applications/${vettingCase.id}/photo`;
      const upload = OPEN_TO_SEND.includes(vettingCase.state)
        ? await vetting.files.uploadForm({
            key: fileKey({ case: vettingCase.id, evidence: PHOTO, file: vetting.newId(), ...(sender.kind === "officer" ? { by: sender.subject } : {}) }),
            type: UPLOAD_TYPE,
            largestBytes: figures.largestFileBytes,
            seconds: figures.uploadMinutes * MINUTE_SECONDS,
            returnTo: new URL(here, vetting.site),
          })
        : undefined;
      const notTaken = UPLOAD_FAULTS.find((fault) => fault === request.query.get("upload"));
      const sent = RecordId.safeParse(request.query.get("sent")).data;
      const checking = sent === vettingCase.photo?.last?.file ? undefined : sent;
      return photoPage(request, { record: record.case, checking, figures, upload, notTaken, entering: sender.kind === "officer" });
    }) satisfies HandlerOf<"case">,
    removePhoto: (async (request) => {
      const { record, account } = request;
      if (!mayFill(record, account.body.id)) return refusal("not-yours");
      if (isStale(request.seenVersion, record.case.version)) return conflict();
      const answer = redirectDone(`/applications/${record.case.body.id}/photo`, "removed");
      const done = await takeBackPhoto(vetting)(record, moverOf(record, account.body.id), request.auditContext(answer));
      return done.ok ? answer : refusal(done.refusal);
    }) satisfies HandlerOf<"case">,
    ownPicture: (async (request) => (mayFill(request.record, request.account.body.id) ? picture(request) : refusal("not-yours"))) satisfies HandlerOf<"case">,
    photoToCheck: (async (request) => checkPage(request, new URLSearchParams())) satisfies HandlerOf<"case">,
    checkPhoto: (async (request) => {
      const { record, form } = request;
      if (isStale(request.seenVersion, record.case.version)) return conflict();
      const decision = decisionIn(form);
      if (!decision) return checkPage(request, form, [{ field: "answer", text: "Select if people can see this photo" }]);
      const answer = redirectDone(`/cases/${record.case.body.id}`, "photo");
      const done = await lookAtPhoto(vetting)(record, officerOf(request), decision, request.auditContext(answer));
      if (done.ok) return answer;
      if (done.refusal === "repeat" || done.refusal === "stale") return refusal(done.refusal);
      return done.refusal === "reason-missing"
        ? checkPage(request, form, [{ field: "reason", text: "Enter why people cannot see this photo" }], 422)
        : checkPage(request, form, [{ field: "go", text: REFUSALS[done.refusal] }], 422);
    }) satisfies HandlerOf<"case">,
    picture: picture satisfies HandlerOf<"case">,
  };
}

function decisionIn(form: URLSearchParams): PhotoDecision | undefined {
  const name = form.get("photo") ?? "";
  const answer = form.get("answer");
  if (answer === "agree") return { name, answer };
  return answer === "refuse" ? { name, answer, reason: reasonIn(form) ?? "" } : undefined;
}
