import type { Versioned } from "../../../shared/audit/context.ts";
import { pounds } from "../../../shared/domain/money.ts";
import { longDate, type PlainDate } from "../../../shared/domain/time.ts";
import { Input, Select } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { SummaryList, Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { hoursWords, listWords } from "../../../shared/pages/listing-words.ts";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { StackingTable } from "../../../shared/pages/stacking-table.tsx";
import { nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import { type Pool, type PoolMember, sharesBetween, weeklyPence, weeklyShares } from "../rules/pool.ts";
import { POOL_DONE, POOL_STATE_CLASSES, POOL_STATE_WORDS } from "./pool-words.ts";
import { DateField, type Typed } from "./terms-form.tsx";

const MEMBER: Readonly<Record<PoolMember["state"], string>> = { invited: "Has not answered", agreed: "Agreed", declined: "Said no", left: "Left" };

const MINUTES_AN_HOUR = 60;

/** '3 hours 20 minutes'. */
function minutesWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / MINUTES_AN_HOUR), minutes % MINUTES_AN_HOUR];
  const restWords = `${rest} ${rest === 1 ? "minute" : "minutes"}`;
  if (hours === 0) return restWords;
  return rest === 0 ? hoursWords(hours) : `${hoursWords(hours)} ${restWords}`;
}

/** What each would have of a week, should all who did not say no agree. */
function plannedWords(pool: Pool): string {
  const members = pool.members.filter(({ state }) => state !== "declined").map((member) => ({ ...member, from: pool.from }));
  const [share] = weeklyShares({ ...pool, members }, pool.from);
  return share ? `About ${minutesWords(share.minutes)}, ${pounds(share.pence)} a week` : "";
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
    done: POOL_DONE[request.query.get("done") ?? ""],
    children: (
      <>
        <h1 class="govuk-heading-l">Shared support</h1>
        <p class="govuk-body">
          <Tag text={POOL_STATE_WORDS[state]} classes={POOL_STATE_CLASSES[state]} />
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
              ? [
                  { key: { text: "Each, if all agree" }, value: { text: plannedWords(body) } },
                  { key: { text: "The person who gives support" }, value: { text: body.providerAgreedAt === undefined ? "Has not answered" : "Agreed" } },
                ]
              : []),
          ]}
        />
        <StackingTable
          caption="Who shares"
          captionClasses="govuk-table__caption--m"
          firstCellIsHeader
          head={[{ text: "Name" }, { text: state === "proposed" ? "Answer" : "Each week" }, ...(state === "proposed" ? [] : [{ text: "So far" }])]}
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
                ...(state === "proposed" ? [] : [{ text: pounds(owed.get(member.person) ?? 0) }]),
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
              The others go on without you. From the day after your last day they split the cost again. You can save this from your last day on.
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
