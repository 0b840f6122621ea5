import type { Versioned } from "../../../shared/audit/context.ts";
import { Checkboxes, Input } from "../../../shared/pages/govuk/form-controls.tsx";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { Tag } from "../../../shared/pages/govuk/text-parts.tsx";
import { hoursWords, listWords } from "../../../shared/pages/listing-words.ts";
import { errorOf, Form, type Page, type PageRequest, signedInPage } from "../../../shared/pages/signed-in-page.tsx";
import { nameOf, services } from "../../../shared/taxonomy/taxonomy.ts";
import type { Pool, PoolWish } from "../rules/pool.ts";
import type { Terms } from "../rules/terms.ts";
import { POOL_DONE, POOL_STATE_CLASSES, POOL_STATE_WORDS } from "./pool-words.ts";
import { DateField, type Typed } from "./terms-form.tsx";

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
    done: POOL_DONE[request.query.get("done") ?? ""],
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
                <Tag text={POOL_STATE_WORDS[body.state]} classes={POOL_STATE_CLASSES[body.state]} />
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
