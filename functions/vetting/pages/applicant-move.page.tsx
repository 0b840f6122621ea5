import type { Versioned } from "../../../shared/audit/context.ts";
import type { FieldError } from "../../../shared/domain/input.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import type { Contact } from "../../../shared/people/account.ts";
import { mayChange, type VettingCase } from "../rules/case.ts";
import { CASE_MOVES, type CaseMove } from "../rules/moves.ts";
import { AnswersSummary } from "./answers-summary.tsx";
import { DONE } from "./done-words.ts";
import { SectionControl } from "./fields.tsx";
import type { FilesOf } from "./file-names.ts";
import { moveWords } from "./words.ts";

export interface ApplicantMoveProps {
  /** How the applicant is reached, as their account has it. */
  readonly contact: Contact | undefined;
  /** The files that are sent with it, by what they are for. */
  readonly files?: readonly FilesOf[];
  readonly errors?: readonly FieldError[];
  readonly status?: number | undefined;
}

/** Says what a move means, and asks; with a reason where one is needed. */
export function applicantMovePage(
  request: PageRequest,
  record: Versioned<VettingCase>,
  move: CaseMove,
  form: URLSearchParams,
  { contact, files = [], errors = [], status }: ApplicantMoveProps,
): Page {
  const words = moveWords[move];
  const base = `/applications/${record.body.id}`;
  return signedInPage(request, {
    title: words?.title ?? move,
    back: { href: base, text: "Your application" },
    errors,
    done: request.query.get("done") === "saved" ? DONE["saved"] : undefined,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <h1 class="govuk-heading-l">{words?.title}</h1>
        {move === "submit" ? (
          <>
            <AnswersSummary
              heading="h2"
              contact={contact}
              vettingCase={record.body}
              changeAt={(section) => (mayChange(record.body, section) ? `${base}/parts/${section}?from=check` : undefined)}
            />
            {files.length > 0 ? (
              <>
                <h2 class="govuk-heading-s">Files</h2>
                <SummaryList
                  rows={files.map(({ id, title, names }) => ({
                    key: { text: title },
                    value: {
                      text: names.map((name) => (
                        <>
                          <bdi>{name}</bdi>
                          <br />
                        </>
                      )),
                      classes: "trellis-break",
                    },
                    actions: { items: [{ href: `${base}/evidence/${id}?step=file`, text: "Change", visuallyHiddenText: `files for ${title}` }] },
                  }))}
                />
              </>
            ) : null}
            <h2 class="govuk-heading-m">Send your application</h2>
            <p class="govuk-body">
              By sending it you confirm that, as far as you know, everything in it is true and complete. Documents and details of your checks are in{" "}
              <a class="govuk-link" href={`${base}#evidence`}>
                the list of tasks
              </a>
              .
            </p>
          </>
        ) : null}
        {move === "withdraw" ? <WarningText text={words?.says ?? ""} /> : <p class="govuk-body">{words?.says}</p>}
        <Form tokens={request.tokens} action={`${base}/moves/${move}`} version={record.version} kept>
          {"reason" in CASE_MOVES[move] || (move === "withdraw" && record.body.owner !== request.account.body.id) ? (
            <SectionControl field={{ name: "reason", label: words?.why ?? "Why?", control: "long", wrong: "" }} form={form} errors={errors} />
          ) : null}
          <Button text={words?.button ?? "Go on"} classes={move === "withdraw" ? "govuk-button--warning" : ""} attributes={{ id: "go" }} />
        </Form>
      </>
    ),
  });
}
