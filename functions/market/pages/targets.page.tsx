import type { Versioned } from "../../../shared/audit/context.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Checkboxes } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { listWords } from "../../../shared/pages/listing-words.ts";
import { ChoiceField, DateField, NumberField, type Typed, WordsField } from "../../../shared/pages/record-fields.tsx";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { councilWords, dateWords } from "../../../shared/pages/words.ts";
import { inHours } from "../rules/hours.ts";
import type { NeedClass } from "../rules/need-class.ts";
import type { InvitedAs, MarketTarget, TargetStanding } from "../rules/target.ts";
import { hoursAWeek } from "./acting-words.ts";
import { classWords } from "./gap-words.ts";

const TITLE = "Targets";
const listPath = (council: string) => `/councils/${council}/market/targets`;

/** The sentences of the fields, in the order of the form. */
export const TARGET_WRONG: Readonly<Record<string, string>> = {
  needed: "Choose the support that is short",
  areas: "Choose up to 30 areas",
  aimHours: "Enter the hours a week that could still be short, as a whole number",
  by: "Enter a date in the future",
  words: "Say what you ask of providers, in 600 characters or fewer",
  listings: "Choose who to invite",
};

const STANDING_SAID: Readonly<Record<TargetStanding, string>> = {
  met: "Met",
  nearer: "Nearer",
  "no-nearer": "No nearer",
  missed: "Missed",
  "not-known": "No figures",
};
const INVITED_SAID: Readonly<Record<InvitedAs, string>> = {
  comes: "Does this and goes there",
  near: "Does this and is near",
  could: "Goes there and could do this",
};

/** What a target is about, in words. */
export interface TargetWords {
  readonly need: string;
  readonly place: string;
}

/** What of a target's figures its pages show. */
interface TargetShown {
  readonly target: MarketTarget;
  readonly words: TargetWords;
  readonly shortHours: number | undefined;
  readonly standing: TargetStanding;
}

export interface TargetsProps extends Typed {
  readonly council: string;
  readonly targets: readonly TargetShown[];
  readonly next?: string | undefined;
  readonly choices: {
    readonly classes: readonly NeedClass[];
    readonly areas: readonly { readonly code: string; readonly name: string; readonly label: string }[];
  };
}

/** A council's targets, and the form for a new one. */
export function targetsPage(request: PageRequest, { council, targets, next, choices, form, errors }: TargetsProps): Page {
  return signedInPage(request, {
    title: TITLE,
    back: { href: `/councils/${council}/market`, text: "Where support is short" },
    errors,
    wide: true,
    children: (
      <>
        <span class="govuk-caption-l">{councilWords(council)}</span>
        <h1 class="govuk-heading-l">{TITLE}</h1>
        {targets.length === 0 ? (
          <p class="govuk-body">There are no targets yet.</p>
        ) : (
          <StackingTable
            caption="Targets, the latest day first"
            captionClasses="govuk-visually-hidden"
            firstCellIsHeader
            head={["Support", "Where", "By", "Short at first", "Short now", "At most", "How it stands"].map((text) => ({ text }))}
            rows={targets.map(({ target, words, shortHours, standing }) => ({
              cells: [
                {
                  text: (
                    <a class="govuk-link" href={`/market-targets/${target.id}`}>
                      {words.need}
                    </a>
                  ),
                },
                { text: words.place },
                { text: longDate(target.by) },
                { text: String(target.start.shortHours) },
                { text: shortHours === undefined ? "Not known" : String(shortHours) },
                { text: String(target.aimHours) },
                { text: target.state === "closed" ? "Closed" : STANDING_SAID[standing] },
              ],
            }))}
          />
        )}
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`${listPath(council)}?after=${encodeURIComponent(next)}`}>
              Next page
            </a>
          </p>
        )}
        <h2 class="govuk-heading-m">Set a target</h2>
        {choices.areas.length === 0 ? (
          <p class="govuk-body">There are no figures yet to set a target by.</p>
        ) : (
          <Form tokens={request.tokens} action={listPath(council)} kept>
            <ChoiceField
              form={form}
              errors={errors}
              name="needed"
              label="Which support is short?"
              words={Object.fromEntries(choices.classes.map((needed) => [needed.code, classWords(needed)]))}
            />
            <Checkboxes
              name="areas"
              fieldset={{ legend: { text: "Where?", classes: "govuk-fieldset__legend--s" } }}
              hint={{ text: "Areas with too few people to show are left out" }}
              errorMessage={errorOf(errors, "areas")}
              items={choices.areas.map(({ code, name, label }) => ({
                value: code,
                text: label === "" ? name : `${name}: ${label}`,
                checked: form.getAll("areas").includes(code),
              }))}
            />
            <NumberField form={form} errors={errors} name="aimHours" label="How many hours a week could still be short?" />
            <DateField form={form} errors={errors} name="by" label="By when?" />
            <WordsField
              form={form}
              errors={errors}
              name="words"
              label="What do you ask of providers?"
              hint="Say who they can talk to. Providers you invite read this, so name no one who needs support."
            />
            <Button text="Set this target" />
          </Form>
        )}
      </>
    ),
  });
}

export interface TargetProps extends Typed, Omit<TargetShown, "target"> {
  readonly target: Versioned<MarketTarget>;
  readonly moves: readonly { readonly day: PlainDate; readonly shortHours: number }[];
  readonly candidates: readonly {
    readonly listing: { readonly id: string; readonly name: string; readonly hours?: number };
    readonly as: InvitedAs;
    readonly council: string;
  }[];
}

/** What was done, from the address: how many were invited, and how many were not. */
function doneWords(query: URLSearchParams): string | undefined {
  const done = query.get("done");
  if (done === "set") return "The target is set.";
  if (done === "closed") return "The target is closed.";
  const [invited, left] = (query.get("which") ?? "").split("-").map(Number);
  if (done !== "invited" || !Number.isSafeInteger(invited) || !Number.isSafeInteger(left)) return undefined;
  return `Invited: ${invited}. ${left ? `Not invited, because we have no email address, they want no such emails, or they got many lately: ${left}.` : ""}`;
}

/** One target: how what is short moved, and who can be invited. */
export function targetPage(
  request: PageRequest,
  { target: { body, version }, words, shortHours, standing, moves, candidates, form, errors }: TargetProps,
): Page {
  const { id, authority, aimHours, by, start, state, invited } = body;
  const path = `/market-targets/${id}`;
  return signedInPage(request, {
    title: `Target: ${words.need}`,
    back: { href: listPath(authority), text: TITLE },
    done: doneWords(request.query),
    errors,
    children: (
      <>
        <span class="govuk-caption-l">Target</span>
        <h1 class="govuk-heading-l">{words.need}</h1>
        <p class="govuk-body">
          <Tag text={state === "closed" ? "Closed" : STANDING_SAID[standing]} classes="govuk-tag--grey" />
        </p>
        <SummaryList
          rows={[
            { key: { text: "Where" }, value: { text: words.place } },
            { key: { text: "By" }, value: { text: longDate(by) } },
            { key: { text: "Short at most" }, value: { text: hoursAWeek(aimHours) } },
            { key: { text: "Short when it was set" }, value: { text: `${hoursAWeek(start.shortHours)}, on ${longDate(start.day)}` } },
            { key: { text: "Short now" }, value: { text: shortHours === undefined ? "Not known" : hoursAWeek(shortHours) } },
            { key: { text: "What we ask" }, value: { text: <bdi>{body.words}</bdi>, classes: "trellis-break trellis-lines" } },
          ]}
        />
        {moves.length === 0 ? null : (
          <StackingTable
            caption="How it moved, in hours a week"
            firstCellIsHeader
            head={["Day", "Short"].map((text) => ({ text }))}
            rows={moves.map(({ day, shortHours: short }) => ({ cells: [{ text: longDate(day) }, { text: String(short) }] }))}
          />
        )}
        <h2 class="govuk-heading-m">Invited</h2>
        {invited.length === 0 ? (
          <p class="govuk-body">No one is invited yet.</p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {invited.map(({ listing, as, at }) => (
              <li>
                <a class="govuk-link" href={`/listings/${listing}`}>
                  {listing}
                </a>
                : {INVITED_SAID[as]}, on {dateWords(at)}
              </li>
            ))}
          </ul>
        )}
        {state === "open" ? (
          <>
            <h2 class="govuk-heading-m">Invite providers</h2>
            {candidates.length === 0 ? (
              <p class="govuk-body">No one on the list who is near or could do this is left to invite.</p>
            ) : (
              <Form tokens={request.tokens} action={path} version={version}>
                <input type="hidden" name="move" value="invite" />
                <Checkboxes
                  name="listings"
                  fieldset={{ legend: { text: "Who?", classes: "govuk-fieldset__legend--s" } }}
                  hint={{ text: "Each of them gets one email for this target, which they can stop. It says nothing about anyone who needs support." }}
                  errorMessage={errorOf(errors, "listings")}
                  items={candidates.map(({ listing, as, council }) => ({
                    value: listing.id,
                    text: <bdi>{listing.name}</bdi>,
                    hint: {
                      text: listWords([
                        INVITED_SAID[as],
                        listing.hours === undefined ? "hours not known" : `${hoursAWeek(inHours(listing.hours))} free`,
                        ...(council === authority ? [] : [`on the list of ${councilWords(council)}`]),
                      ]),
                    },
                    checked: form.getAll("listings").includes(listing.id),
                  }))}
                />
                <Button text="Send invitations" />
              </Form>
            )}
            <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-close` }} action={path} version={version}>
              <input type="hidden" name="move" value="close" />
              <Button text="Close this target" classes="govuk-button--secondary" />
            </Form>
          </>
        ) : null}
      </>
    ),
  });
}
