import { isReadFirst } from "../../../shared/domain/safety-screen.ts";
import { SummaryList, WarningText } from "../../../shared/pages/govuk/text-parts.tsx";
import { safetyWords } from "../../../shared/policy/safety-words.ts";
import type { Answer, Question } from "../rules/answer.ts";
import { ANSWERER_WORDS, DECIDE_WORDS, ENDED_WORDS, HAPPY_WORDS, HELP_WORDS, NEARER_WORDS, PROXY_WORDS, QUESTION_WORDS } from "./form-words.ts";

/** An answer as it reads. */
const WORDS_OF: Readonly<Record<Exclude<Question, "words">, Readonly<Record<string, string>>>> = {
  ...{ by: ANSWERER_WORDS, satisfied: HAPPY_WORDS, theirSatisfied: HAPPY_WORDS, control: DECIDE_WORDS, theirControl: DECIDE_WORDS },
  ...{ nearer: NEARER_WORDS, helped: HELP_WORDS, whyEnded: ENDED_WORDS },
};
const ORDER = ["by", "satisfied", "theirSatisfied", "control", "theirControl", "nearer", "helped", "whyEnded", "words"] as const satisfies readonly Question[];

/** What somebody answered, question by question; what was skipped is left out. */
export const AnswerList = ({ answer }: { readonly answer: Answer }) => {
  const words = answer.by === "proxy" ? PROXY_WORDS : QUESTION_WORDS;
  return (
    <>
      {isReadFirst([answer.words], safetyWords) ? (
        <WarningText text="Read what was written first. It has words that can be about safety, or is in a language that our list of words does not have. The list decides nothing." />
      ) : null}
      <SummaryList
        rows={ORDER.flatMap((question) => {
          const given = answer[question];
          if (given === undefined) return [];
          const text = question === "words" ? <bdi class="trellis-break">{given}</bdi> : (WORDS_OF[question][given] ?? given);
          return [{ key: { text: words[question] }, value: { text } }];
        })}
      />
    </>
  );
};
