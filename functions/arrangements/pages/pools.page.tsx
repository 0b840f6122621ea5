import type { Versioned } from "../../../shared/audit/context.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Checkboxes, Input, Select } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { hoursWords, listWords } from "../../../shared/pages/listing-words.ts";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { nameOf, services } from "../../../shared/taxonomy/taxonomy.ts";
import { type Pool, type PoolMember, type PoolWish, sharesBetween, weeklyPence, weeklyShares } from "../rules/pool.ts";
import type { Terms } from "../rules/terms.ts";
import { DateField, type Typed } from "./terms-form.tsx";

const STATE: Readonly<Record<Pool["state"], string>> = { proposed: "Waiting for answers", running: "Now", ended: "Ended", dropped: "Did not start" };
const MEMBER: Readonly<Record<PoolMember["state"], string>> = { invited: "Has not answered", agreed: "Agreed", declined: "Said no", left: "Left" };

const DONE: Readonly<Record<string, string>> = {
  wish: "Saved. People near you who want the same support can now ask you.",
  "end-wish": "Saved. No one can ask you any more.",
  proposed: "Sent. We will tell you when they answer.",
  agree: "You agreed.",
  decline: "You said no.",
  leave: "You left the group.",
  pay: "Saved.",
};

const MINUTES_AN_HOUR = 60;

/** '3 hours 20 minutes'. */
function minutesWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / MINUTES_AN_HOUR), minutes % MINUTES_AN_HOUR];
  const restWords = `${rest} ${rest === 1 ? "minute" : "minutes"}`;
  if (hours === 0) return restWords;
  return rest === 0 ? hoursWords(hours) : `${hoursWords(hours)} ${restWords}`;
}

export interface PoolsPageProps extends Typed {
  readonly base: string;
  readonly wish: PoolWish | undefined;
  readonly pools: readonly Versioned<Pool>[];
}

/** Groups somebody shares support in, and whether they may be asked to. */
export function poolsPage(request: PageRequest, { base, wish, pools, form, errors }: PoolsPageProps): Page {
  const open = wish !== undefined && wish.endedAt === undefined;
  return signedInPage(request, {
    title: "Share support with people near you",
    back: { href: "/account", text: "Your account" },
    errors,
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">Share support with people near you</h1>
        <p class="govuk-body">People who live near each other can share one person's support, and the cost. For example, to go out together.</p>
        {pools.length > 0 ? (
          <ul class="govuk-list govuk-list--spaced">
            {pools.map(({ body }) => (
              <li>
                <a class="govuk-link" href={`${base}/${body.id}`}>
                  {listWords(body.services.map((code) => nameOf("service", code)))}, {hoursWords(body.hours)} a week
                </a>{" "}
                <Tag
                  text={STATE[body.state]}
                  classes={body.state === "running" ? "govuk-tag--green" : body.state === "proposed" ? "govuk-tag--yellow" : "govuk-tag--grey"}
                />
              </li>
            ))}
          </ul>
        ) : null}
        {open ? (
          <>
            <h2 class="govuk-heading-m">You can be asked</h2>
            <p class="govuk-body">
              People near {wish.area.key.startsWith("place:") ? "you" : wish.area.key} can ask you to share:{" "}
              {listWords(wish.services.map((code) => nameOf("service", code)))}. They see your first name only, until everyone has agreed.
            </p>
            <Form tokens={request.tokens} action={`${base}/wish/end`}>
              <Button text="Stop people asking me" classes="govuk-button--secondary" />
            </Form>
          </>
        ) : (
          <>
            <h2 class="govuk-heading-m">Let people near you ask you</h2>
            <p class="govuk-body">You do not have to say yes to anyone. People see your first name only, until everyone has agreed.</p>
            <Form tokens={request.tokens} action={`${base}/wish`}>
              <Checkboxes
                name="services"
                fieldset={{ legend: { text: "What would you like to share?", classes: "govuk-fieldset__legend--s" } }}
                errorMessage={errorOf(errors, "services")}
                classes="govuk-checkboxes--small trellis-columns"
                items={services.map(({ code, name }) => ({ value: code, text: name, checked: form.getAll("services").includes(code) }))}
              />
              <Input
                name="place"
                label={{ text: "Your postcode or town", classes: "govuk-label--s" }}
                hint={{ text: "We keep the area only, not your postcode." }}
                value={form.get("place") ?? ""}
                errorMessage={errorOf(errors, "place")}
                classes="govuk-input--width-20"
                autocomplete="postal-code"
                spellcheck={false}
              />
              <Button text="Let people ask me" />
            </Form>
          </>
        )}
      </>
    ),
  });
}

export interface ProposalPageProps extends Typed {
  readonly base: string;
  readonly arrangement: string;
  /** What is shared. */
  readonly terms: Pick<Terms, "services" | "hours">;
  /** Who may be asked: undefined where whoever proposes may not be asked themselves yet. */
  readonly neighbours: readonly { readonly person: string; readonly name: string }[] | undefined;
}

/** Whom to ask to share, by their first names. */
export function proposalPage(request: PageRequest, { base, arrangement, terms, neighbours, form, errors }: ProposalPageProps): Page {
  return signedInPage(request, {
    title: "Share this support",
    back: { href: `/arrangements/${arrangement}`, text: "Back to this support" },
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Share this support</h1>
        <p class="govuk-body">
          {listWords(terms.services.map((code) => nameOf("service", code)))}, {hoursWords(terms.hours)} a week
        </p>
        {neighbours === undefined ? (
          <p class="govuk-body">
            First{" "}
            <a class="govuk-link" href={base}>
              let people near you ask you
            </a>
            . Then you can ask them.
          </p>
        ) : neighbours.length === 0 ? (
          <p class="govuk-body">No one near you has said that they want to share this at the moment.</p>
        ) : (
          <Form tokens={request.tokens} action={`${base}/propose`}>
            <input type="hidden" name="arrangement" value={arrangement} />
            <p class="govuk-body">The hours and the cost are split evenly. Everyone you choose, and the person who gives the support, must agree first.</p>
            <Checkboxes
              name="person"
              fieldset={{ legend: { text: "Who do you want to ask?", classes: "govuk-fieldset__legend--s" } }}
              errorMessage={errorOf(errors, "person")}
              items={neighbours.map(({ person, name }) => ({ value: person, text: <bdi>{name}</bdi>, checked: form.getAll("person").includes(person) }))}
            />
            <DateField name="from" label="First day of sharing" form={form} errors={errors} />
            <Button text="Ask them" />
          </Form>
        )}
      </>
    ),
  });
}

export interface PoolPageProps extends Typed {
  readonly base: string;
  readonly pool: Versioned<Pool>;
  /** Whose page it is: a member's, or the provider's. */
  readonly person: string;
  readonly providerName: string;
  /** By account: first names until all have agreed. */
  readonly names: ReadonlyMap<string, string>;
  readonly today: PlainDate;
  readonly status?: number;
}

/** One group: who, what each has of a week, what each owes so far, what was paid; and what can be done next. */
export function poolPage(
  request: PageRequest,
  { base, pool: { body, version }, person, providerName, names, today, form, errors, status }: PoolPageProps,
): Page {
  const { id, state, members, from, payments } = body;
  const mine = members.find((member) => member.person === person);
  const isProvider = person === body.provider;
  const nameFor = (one: string) => (one === person ? "You" : (names.get(one) ?? "Someone"));
  const last =
    body.endedAt === undefined || members.every(({ until }) => until === undefined)
      ? today
      : (members
          .map(({ until = "" }) => until)
          .toSorted()
          .at(-1) ?? today);
  const shares = new Map(weeklyShares(body, state === "proposed" ? from : today < from ? from : today).map((share) => [share.person, share]));
  const owed = from <= last ? sharesBetween(body, from, last) : new Map<string, number>();
  const answers = state === "proposed" && (isProvider ? body.providerAgreedAt === undefined : mine?.state === "invited");
  const began = members.filter((member) => member.from !== undefined);
  const address = `${base}/${id}`;
  return signedInPage(request, {
    title: "Shared support",
    back: { href: isProvider ? "/people/me/clients" : base, text: isProvider ? "People you support" : "Share support with people near you" },
    errors,
    ...(status === undefined ? {} : { status }),
    done: DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">Shared support</h1>
        <p class="govuk-body">
          <Tag text={STATE[state]} classes={state === "running" ? "govuk-tag--green" : state === "proposed" ? "govuk-tag--yellow" : "govuk-tag--grey"} />
        </p>
        <SummaryList
          rows={[
            { key: { text: "From" }, value: { text: isProvider ? "You" : <bdi>{providerName}</bdi> } },
            { key: { text: "Support" }, value: { text: listWords(body.services.map((code) => nameOf("service", code))) } },
            {
              key: { text: "All together" },
              value: { text: `${hoursWords(body.hours)} a week, ${pounds(body.ratePence)} an hour: ${pounds(weeklyPence(body))} a week` },
            },
            { key: { text: state === "proposed" ? "First day" : "Since" }, value: { text: longDate(from) } },
            ...(state === "proposed"
              ? [{ key: { text: "The person who gives support" }, value: { text: body.providerAgreedAt === undefined ? "Has not answered" : "Agreed" } }]
              : []),
          ]}
        />
        <StackingTable
          caption="Who shares"
          captionClasses="govuk-table__caption--m"
          firstCellIsHeader
          head={[{ text: "Name" }, { text: "Each week" }, { text: "So far" }]}
          rows={members.map((member) => {
            const share = shares.get(member.person);
            return {
              cells: [
                { text: <bdi>{nameFor(member.person)}</bdi> },
                {
                  text: share
                    ? `${minutesWords(share.minutes)}, ${pounds(share.pence)}`
                    : `${MEMBER[member.state]}${member.until === undefined ? "" : `, last day ${longDate(member.until)}`}`,
                },
                { text: pounds(owed.get(member.person) ?? 0) },
              ],
            };
          })}
        />
        <p class="govuk-body">The parts add up to the whole. A penny or minute that is left over goes to those who joined first.</p>
        {answers ? (
          <Form tokens={request.tokens} action={`${address}/agree`} version={version}>
            <Button text="I agree to share" />
          </Form>
        ) : null}
        {answers || (state === "proposed" && mine?.state === "agreed") ? (
          <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-no` }} action={`${address}/decline`} version={version}>
            <Button text="I do not want to share" classes="govuk-button--secondary" />
          </Form>
        ) : null}
        {payments.length > 0 ? (
          <StackingTable
            caption="Paid to each other"
            captionClasses="govuk-table__caption--m"
            head={[{ text: "Day" }, { text: "From" }, { text: "To" }, { text: "Amount" }]}
            rows={payments.map(({ payer, payee, pence, on }) => ({
              cells: [{ text: longDate(on) }, { text: <bdi>{nameFor(payer)}</bdi> }, { text: <bdi>{nameFor(payee)}</bdi> }, { text: pounds(pence) }],
            }))}
          />
        ) : null}
        {!isProvider && mine?.from !== undefined && began.length > 1 ? (
          <>
            <h2 class="govuk-heading-m">You paid someone in the group</h2>
            <p class="govuk-body">
              If one of you pays for all, the others pay their part from their direct payment. Save it here so that it is on record for both.
            </p>
            <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-pay` }} action={`${address}/pay`} version={version}>
              <Select
                name="payee"
                label={{ text: "Who did you pay?", classes: "govuk-label--s" }}
                errorMessage={errorOf(errors, "payee")}
                items={began
                  .filter((one) => one.person !== person)
                  .map((one) => ({ value: one.person, text: nameFor(one.person), selected: form.get("payee") === one.person }))}
              />
              <Input
                name="amount"
                label={{ text: "How much?", classes: "govuk-label--s" }}
                prefix={{ text: "£" }}
                value={form.get("amount") ?? ""}
                errorMessage={errorOf(errors, "amount")}
                classes="govuk-input--width-5"
                inputmode="decimal"
                autocomplete="off"
                spellcheck={false}
              />
              <DateField name="paidOn" label="When?" form={form} errors={errors} />
              <Button text="Save payment" classes="govuk-button--secondary" />
            </Form>
          </>
        ) : null}
        {state === "running" && mine?.state === "agreed" ? (
          <>
            <h2 class="govuk-heading-m">Leave the group</h2>
            <p class="govuk-body">
              The others go on without you. Their parts are split anew from the day after your last day. You can save this from your last day on.
            </p>
            <Form tokens={{ ...request.tokens, once: `${request.tokens.once}-leave` }} action={`${address}/leave`} version={version}>
              <DateField name="lastDay" label="Your last day" form={form} errors={errors} />
              <Button text="Leave the group" classes="govuk-button--warning" />
            </Form>
          </>
        ) : null}
      </>
    ),
  });
}
