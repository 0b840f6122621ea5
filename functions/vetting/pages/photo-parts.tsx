import { servicePolicy } from "../../../shared/policy/service.ts";
import type { VettingCase } from "../rules/case.ts";
import { OPEN_TO_SEND } from "../rules/decide-evidence.ts";

/** A picture of a case, in the size it has on its own page. */
export function CasePicture({ src, alt }: { readonly src: string; readonly alt: string }) {
  const { pixels } = servicePolicy.photos.large;
  return <img class="trellis-picture" src={src} alt={alt} width={pixels / 2} height={pixels / 2} />;
}

/** How an application's photo stands, with the way to its page; nothing where none can be sent and there is none. */
export function OwnPhoto({ vettingCase: { id, photo, state } }: { readonly vettingCase: VettingCase }) {
  if (photo === undefined && !OPEN_TO_SEND.includes(state)) return null;
  const how = photo?.waiting ? "we will check it" : photo?.shown ? "on your page" : photo ? "not added" : "optional";
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`/applications/${id}/photo`}>
        Your photo
      </a>{" "}
      ({how})
    </p>
  );
}

/** The photo of a case as an officer sees it: the one that waits, with the way to look at it, and the one that people see. */
export function CasePhotos({ vettingCase: { id, photo } }: { readonly vettingCase: VettingCase }) {
  const { shown, waiting } = photo ?? {};
  if (!shown && !waiting) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Photo</h2>
      {waiting ? (
        <p class="govuk-body">
          Their photo is not on their page yet.{" "}
          <a class="govuk-link" href={`/cases/${id}/photo`}>
            Check the photo
          </a>
        </p>
      ) : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/cases/${id}/photo`}>
            The photo we agreed to
          </a>
        </p>
      )}
    </>
  );
}
