import type { AnsweredBy, FeedbackFact, OnScale, ProviderAnswer } from "../../../shared/records/feedback-facts.ts";
import type { Answerer, Step } from "./answer.ts";
import { type Invitation, personOf } from "./invitation.ts";

const ON_SCALE: Readonly<Record<Step, OnScale>> = { "5": 5, "4": 4, "3": 3, "2": 2, "1": 1, "dont-know": "dont-know" };
const BY: Readonly<Record<Answerer, AnsweredBy>> = {
  self: "self",
  "with-assistant": "with-help",
  "with-family": "with-help",
  "with-staff": "with-help",
  proxy: "proxy",
};

/** What an invitation leaves for figures once its form was sent, or somebody is phoned instead: no name, no words. Undefined before. */
export function factOf(invitation: Invitation): FeedbackFact | undefined {
  const { kind, area, format, language, steps, until, state, answeredOn, answer, channel, listings } = invitation;
  const form = steps.find(({ step }) => step === "form");
  if (!form) return undefined;
  const way = form.way === undefined || form.way === "online" ? "phone" : form.way;
  const fact: FeedbackFact = {
    ...{ kind, channel: way, format, language, sentOn: form.on, until, person: personOf(invitation) },
    ...(area === undefined ? {} : { area }),
  };
  if (state !== "answered" || answeredOn === undefined) return fact;
  const { by, satisfied, control } = answer;
  return {
    ...{ ...fact, answeredOn, listings },
    ...(by === undefined ? {} : { by: channel === "phone" ? "staff" : BY[by] }),
    ...(satisfied === undefined ? {} : { satisfied: ON_SCALE[satisfied] }),
    ...(control === undefined ? {} : { control: ON_SCALE[control] }),
  };
}

/** The answer for each provider that it counts for; none where nobody said how happy they are. */
export function providerAnswersOf(invitation: Invitation): readonly (ProviderAnswer & { readonly listing: string })[] {
  const { authority: council, state, answeredOn, answer, listings } = invitation;
  const { satisfied } = answer;
  if (state !== "answered" || answeredOn === undefined || satisfied === undefined) return [];
  return listings.map((listing) => ({ listing, council, person: personOf(invitation), answeredOn, satisfied: ON_SCALE[satisfied] }));
}
