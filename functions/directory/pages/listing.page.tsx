import { pounds } from "../../../shared/domain/money.ts";
import { longDate } from "../../../shared/domain/time.ts";
import type { Check } from "../../../shared/listing/listing.ts";
import type { PublicListing, PublicProfile } from "../../../shared/listing/public-listing.ts";
import type { PublicReply, PublicScore } from "../../../shared/listing/shown-feedback.ts";
import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { BackLink, InsetText, SummaryList, Tag, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { renderPage } from "../../../shared/pages/layout.tsx";
import { checksApart, hoursAvailable, listWords, milesWords, validUntil } from "../../../shared/pages/listing-words.ts";
import { type SavedOnPage, SavePerson } from "../../../shared/pages/save-person.tsx";
import { checkWords, councilName } from "../../../shared/policy/council.ts";
import { days, languageName, nameOf } from "../../../shared/taxonomy/taxonomy.ts";
import { tagColour } from "./card.tsx";
import { EmployerCosts } from "./employer-costs.tsx";
import { ListingPhoto } from "./photo.tsx";
import { WhatPeopleSay } from "./what-people-say.tsx";

export interface ListingPageProps {
  readonly profile: PublicProfile;
  /** Names of the districts they cover, where known. */
  readonly districtNames: Readonly<Record<string, string>>;
  /** The address of the search they were found by, where there was one. */
  readonly backTo?: string;
  readonly today: string;
  readonly saved?: SavedOnPage;
  /** What everyone sees of what people say of them. */
  readonly feedback?: { readonly score?: PublicScore; readonly reply?: PublicReply };
}

/** One person or provider. */
export function listingPage({ profile, districtNames, backTo, today, saved, feedback }: ListingPageProps): string {
  const { listing } = profile.row;
  const { displayName, kind, status, cqc } = listing;
  return renderPage({
    title: displayName,
    path: "/listings",
    saved,
    council: listing.authority,
    beforeContent: <BackLink href={backTo ?? "/"} text={backTo ? "Back to results" : "Find support"} />,
    children: (
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <span class="govuk-caption-l">{nameOf("kind", kind)}</span>
          <h1 class="govuk-heading-l">
            <bdi>{displayName}</bdi>
          </h1>
          <p class="govuk-body">
            <Tag text={nameOf("status", status)} classes={tagColour(status)} />
          </p>
          <ListingPhoto listing={listing} />
          <SavePerson id={listing.id} name={displayName} />
          {profile.about ? <p class="govuk-body-l">{profile.about}</p> : null}
          <SummaryList rows={factsOf(listing, districtNames)} />
          {listing.employment === "employed" && listing.ratePence !== undefined ? <EmployerCosts ratePence={listing.ratePence} today={today} /> : null}
          <Checks listing={listing} today={today} />
          {cqc ? (
            <p class="govuk-body">
              Care Quality Commission (CQC) location {cqc.locationId}. Rating: {cqc.rating ?? "not known"}
              {cqc.rating && cqc.ratedOn ? `, given on ${longDate(cqc.ratedOn)}` : ""}.
            </p>
          ) : null}
          <WhatPeopleSay {...feedback} council={listing.authority} />
          <h2 class="govuk-heading-m">How to get in touch</h2>
          <p class="govuk-body">Tell them what you need, and ask them to contact you. You do not need an account, and it is free.</p>
          <Button text="Ask to be contacted" href={`/listings/${encodeURIComponent(listing.id)}/contact`} />
          <p class="govuk-body">
            If you would rather ask your council or your direct payment support service to put you in touch, give them this reference:{" "}
            <strong>{listing.id}</strong>
          </p>
          <InsetText text="You can choose anyone. They do not have to be on this list." />
        </div>
      </div>
    ),
  });
}

function factsOf(listing: PublicListing, districtNames: ListingPageProps["districtNames"]) {
  const { employment, services, clientGroups, skills, languages, gender, ratePence, hoursFree, travelMiles, districts } = listing;
  const covered = districts.map((code) => districtNames[code]).filter((name) => name !== undefined);
  const area = `Will travel up to ${milesWords(travelMiles)}${covered.length > 0 ? `, and anywhere in ${listWords(covered)}` : ""}`;
  const names = (vocabulary: "service" | "group" | "skill", codes: readonly string[]) => listWords(codes.map((code) => nameOf(vocabulary, code)));
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Helps with", names("service", services)],
    ["Experience with", clientGroups.length > 0 ? names("group", clientGroups) : undefined],
    ["Skills", skills.length > 0 ? names("skill", skills) : undefined],
    ["Price", ratePence === undefined ? "Not known" : `${pounds(ratePence)} an hour`],
    ["Hours available", hoursFree === undefined ? "Not known" : hoursAvailable(hoursFree)],
    ["Days and times", timesWords(listing)],
    ["Travel", area],
    ["Languages", languages.length > 0 ? listWords(languages.map(languageName)) : undefined],
    ["Gender", gender === undefined ? undefined : nameOf("gender", gender)],
    ["How they work", nameOf("employment", employment)],
  ];
  return rows.map(([key, value]) => (value === undefined ? undefined : { key: { text: key }, value: { text: value } }));
}

function timesWords({ availability }: PublicListing): string | undefined {
  const words = days.flatMap(({ code, name }) => {
    const free = availability[code] ?? [];
    return free.length > 0 ? [`${name} ${listWords([...free])}`] : [];
  });
  return words.length > 0 ? words.join("; ") : undefined;
}

function Checks({ listing, today }: { readonly listing: PublicListing; readonly today: string }) {
  const council = councilName(listing.authority) ?? "the council";
  if (listing.status === "unaccredited") {
    return (
      <>
        <h2 class="govuk-heading-m">What was checked</h2>
        <WarningText
          text={
            <>
              The council has not checked <bdi>{listing.displayName}</bdi>.
            </>
          }
        />
        <p class="govuk-body">
          You can still choose them.{" "}
          <a class="govuk-link" href="/about-the-list">
            What to check yourself
          </a>
        </p>
      </>
    );
  }
  const { checked, told } = checksApart(listing, today);
  const end = validUntil(listing, today);
  return (
    <>
      <h2 class="govuk-heading-m">Checked by the council</h2>
      <p class="govuk-body">
        {council} has put them on its list{listing.accreditedOn ? ` since ${longDate(listing.accreditedOn)}` : ""}.
        {end ? <strong> Checks valid until {longDate(end)}.</strong> : null}
      </p>
      {checked.length > 0 ? <CheckList checks={checked} classes="govuk-list--tick trellis-checks" /> : null}
      {told.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">They told us</h2>
          <p class="govuk-body">They told us this. {council} did not check it.</p>
          <CheckList checks={told} classes="govuk-list--bullet" />
        </>
      ) : null}
      <p class="govuk-body">
        The council does not recommend or supervise anyone on this list.{" "}
        <a class="govuk-link" href="/about-the-list">
          What the checks mean
        </a>
      </p>
    </>
  );
}

/** Checks, each with its own date and its own end. */
const CheckList = ({ checks, classes }: { readonly checks: readonly Check[]; readonly classes: string }) => (
  <ul class={`govuk-list ${classes}`}>
    {checks.map(({ code, on, until }) => {
      const dates = [...(on ? [longDate(on)] : []), ...(until ? [`valid until ${longDate(until)}`] : [])].join(", ");
      return (
        <li>
          {checkWords(code).plain}
          {dates === "" ? "" : ` (${dates})`}
        </li>
      );
    })}
  </ul>
);
