import { Button } from "../../../shared/pages/govuk/form-parts.tsx";
import { InsetText } from "../../../shared/pages/govuk/text-parts.tsx";
import type { VettingCase } from "../rules/case.ts";

interface SaveProps {
  readonly state: VettingCase["state"];
  /** Whether saving this sends the case back to the council: it is the last thing that was asked for. */
  readonly last: boolean;
  readonly id: string;
}

/** How a page of an application is saved: on to the next, or, with the last thing that was asked for, back to the council. */
export const SaveButtons = ({ state, last, id }: SaveProps) =>
  last ? (
    <div class="govuk-button-group">
      <Button text="Save and send" attributes={{ id }} />
      <Button text="Save without sending" name="next" value="stay" classes="govuk-button--secondary" />
    </div>
  ) : (
    <Button text={goesOn(state) ? "Save and continue" : "Save"} attributes={{ id }} />
  );

const goesOn = (state: VettingCase["state"]): boolean => state === "draft" || state === "needs-more";

/** What an officer asked for, on every page it may be answered on. */
export const WhatIsAsked = ({ vettingCase: { state, moreNeeded }, last }: { readonly vettingCase: VettingCase; readonly last: boolean }) =>
  state === "needs-more" && moreNeeded ? (
    <InsetText
      text={
        <>
          <p class="govuk-body">The council asked: {moreNeeded}</p>
          {last ? <p class="govuk-body govuk-!-margin-bottom-0">This is the last thing. When you save it, we send your application to the council.</p> : null}
        </>
      }
    />
  ) : null;
