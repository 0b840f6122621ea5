import { InsetText, SummaryList } from "../../../shared/pages/govuk/text-parts.tsx";
import type { VettingCase } from "../rules/case.ts";
import { isLookedAt, pageAsTyped, toLookAt } from "../rules/decide-page.ts";
import { findingWords } from "./words.ts";

/** What they changed on their page and nobody has looked at yet, and what in their words an officer should look at. */
export function PageWords({ vettingCase }: { readonly vettingCase: VettingCase }) {
  const { pageChange: change, answers } = vettingCase;
  const words = pageAsTyped(vettingCase);
  const found = words && isLookedAt(vettingCase) ? toLookAt(words) : [];
  return (
    <>
      {change ? (
        <>
          <h2 class="govuk-heading-m">Changed on their page</h2>
          <SummaryList
            rows={[
              change.displayName === undefined ? undefined : { key: { text: "Name, not shown yet" }, value: { text: <bdi>{change.displayName}</bdi> } },
              change.displayName === undefined ? undefined : { key: { text: "Name shown" }, value: { text: <bdi>{answers.profile?.displayName}</bdi> } },
              change.about === undefined ? undefined : { key: { text: "Words, not shown yet" }, value: { text: change.about, classes: "trellis-break" } },
              change.aboutBefore === undefined
                ? undefined
                : { key: { text: "Words shown" }, value: { text: answers.profile?.about ?? "", classes: "trellis-break" } },
              change.aboutBefore === undefined
                ? undefined
                : { key: { text: "Words checked before" }, value: { text: change.aboutBefore, classes: "trellis-break" } },
            ]}
          />
        </>
      ) : null}
      {found.length > 0 ? (
        <InsetText
          text={`Found in their name or words: ${found.map(({ kind, text }) => `'${text}' (${findingWords[kind]})`).join(", ")}. Check that it is true, and that they can say it.`}
        />
      ) : null}
    </>
  );
}
