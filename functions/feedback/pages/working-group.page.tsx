import type { FieldError } from "../../../shared/domain/input.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import { NextPage } from "../../../shared/pages/next-page.tsx";
import { WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { type Account, displayNameOf } from "../../../shared/people/account.ts";
import { type GroupMember, TAKING_PART } from "../rules/working-group.ts";
import { TAKING_PART_WORDS } from "./feedback-words.ts";

/** The sentences of the form's fields. */
export const JOINING_WRONG: Readonly<Record<string, string>> = { ways: "Choose how you want to take part", needs: "Use 500 characters or fewer" };

const DONE: Readonly<Record<string, string>> = {
  join: "You are in the working group. The council will contact you.",
  leave: "You have left the working group. What you told us for it is deleted.",
};
const THEIR_DONE: Readonly<Record<string, string>> = {
  join: "They are in the working group. The council will contact them.",
  leave: "They have left the working group. What you told us for it is deleted.",
};

export interface WorkingGroupProps {
  readonly person: Account;
  /** Whether they use a direct payment. */
  readonly canTakePart: boolean;
  readonly member: GroupMember | undefined;
  /** What was typed, or what they gave before. */
  readonly form: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** What the working group is, whether somebody is in it, and the forms to join, change or leave. */
export function workingGroupPage(request: PageRequest, { person, canTakePart, member, form, errors }: WorkingGroupProps): Page {
  const isTheirs = person.id === request.account.body.id;
  const base = `/people/${isTheirs ? "me" : person.id}`;
  const path = `${base}/working-group`;
  const isIn = member?.state === "in";
  const done = request.query.get("done") ?? "";
  const you = isTheirs ? "you" : "they";
  return signedInPage(request, {
    title: "Working group",
    back: isTheirs ? { href: "/account", text: "Your account" } : { href: base },
    done: (isTheirs ? DONE : THEIR_DONE)[done],
    errors,
    children: (
      <>
        {isTheirs ? null : (
          <span class="govuk-caption-l">
            <bdi>{displayNameOf(person)}</bdi>
          </span>
        )}
        <h1 class="govuk-heading-l">Working group</h1>
        <p class="govuk-body">
          In the working group, people who use direct payments help {councilWords(person.authority)} to plan support. You can join or leave at any time. It
          changes nothing about your support or your money.
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href={`/you-said/${person.authority}`}>
            See what changed because of what people said
          </a>
        </p>
        {canTakePart ? (
          <>
            {isIn ? (
              <SummaryList
                rows={[
                  { key: { text: "Joined on" }, value: { text: dateWords(member.joinedAt) } },
                  { key: { text: "Takes part" }, value: { text: member.ways.map((way) => TAKING_PART_WORDS[way]).join(", ") } },
                  { key: { text: "Needs" }, value: { text: <bdi>{member.needs ?? "Nothing said"}</bdi>, classes: "trellis-break trellis-lines" } },
                ]}
              />
            ) : null}
            <h2 class="govuk-heading-m">{isIn ? "Change how to take part" : "Join"}</h2>
            <p class="govuk-body">
              The council’s staff see {isTheirs ? "your name, how to reach you" : "their name, how to reach them"} and what you write here. They use it for the
              working group only.
            </p>
            <Form tokens={request.tokens} action={path} kept>
              <input type="hidden" name="move" value="join" />
              <Checkboxes
                name="ways"
                fieldset={{ legend: { text: `How do ${you} want to take part?`, classes: "govuk-fieldset__legend--s" } }}
                hint={{ text: "Select all that apply" }}
                errorMessage={errorOf(errors, "ways")}
                items={TAKING_PART.map((way) => ({ value: way, text: TAKING_PART_WORDS[way], checked: form.getAll("ways").includes(way) }))}
              />
              <WordsField
                form={form}
                errors={errors}
                name="needs"
                label={`What do ${you} need to take part? (optional)`}
                hint="For example an interpreter, a quiet room, step-free access or easy read"
              />
              <Button text={isIn ? "Save" : "Join the working group"} />
            </Form>
            {isIn ? (
              <>
                <h2 class="govuk-heading-m">Leave</h2>
                <p class="govuk-body">We delete what {isTheirs ? "you" : "you or they"} told us for the working group.</p>
                <Form tokens={request.tokens} action={path}>
                  <input type="hidden" name="move" value="leave" />
                  <Button text="Leave the working group" classes="govuk-button--secondary" />
                </Form>
              </>
            ) : null}
          </>
        ) : (
          <p class="govuk-body">
            This is for people who use a direct payment.{" "}
            <a class="govuk-link" href="/feedback">
              You can send feedback instead
            </a>
            .
          </p>
        )}
      </>
    ),
  });
}

/** Somebody who takes part, and who they are. */
export interface NamedMember {
  readonly member: GroupMember;
  readonly person: Account | undefined;
}

/** Who takes part, for staff. */
export function workingGroupListPage(request: PageRequest, council: string, members: readonly NamedMember[], next: string | undefined): Page {
  const path = `/councils/${council}/working-group`;
  return signedInPage(request, {
    title: "Working group",
    back: { href: "/staff", text: "Staff home" },
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">Working group</h1>
        {members.length === 0 ? (
          <p class="govuk-body">No one has joined yet.</p>
        ) : (
          <>
            <p class="govuk-body">
              <a class="govuk-link" href={`${path}.csv`}>
                Download the list (CSV)
              </a>
            </p>
            <StackingTable
              caption="Who takes part, in the order they joined"
              captionClasses="govuk-visually-hidden"
              firstCellIsHeader
              head={["Name", "Takes part", "Needs", "Email address", "Phone number", "Joined on"].map((text) => ({ text }))}
              rows={members.map(({ member: { ways, needs, joinedAt }, person }) => ({
                cells: [
                  { text: <bdi>{person ? displayNameOf(person) : "Not known"}</bdi> },
                  { text: ways.map((way) => TAKING_PART_WORDS[way]).join(", ") },
                  { text: <bdi>{needs ?? "Nothing said"}</bdi>, classes: "trellis-break" },
                  { text: person?.email ?? "Not given", classes: "trellis-break" },
                  { text: person?.phone ?? "Not given" },
                  { text: dateWords(joinedAt) },
                ],
              }))}
            />
          </>
        )}
        <NextPage href={next === undefined ? undefined : `${path}?after=${encodeURIComponent(next)}`} />
      </>
    ),
  });
}
