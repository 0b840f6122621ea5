import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { type LetterFault, letterFault } from "../../../shared/domain/letter-address.ts";
import { canGetTexts } from "../../../shared/domain/telephone.ts";
import { tidied } from "../../../shared/domain/typed-text.ts";
import { fieldErrors, filledIn } from "../../../shared/http/form-fields.ts";
import { REPEATED } from "../../../shared/http/guard.ts";
import { NoticeWishes } from "../../../shared/notices/preferences.ts";
import { redirectDone } from "../../../shared/pages/signed-in-page.tsx";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { noticesPage } from "../pages/notices.page.tsx";
import { changeDetails } from "../use-cases/change-account.ts";
import type { Accounts } from "../use-cases/deps.ts";
import { noticeLanguages as languages } from "../use-cases/notices.ts";

const WRONG: Readonly<Record<string, string>> = {
  channel: "Choose how we should contact you",
  format: "Choose which format you need",
  language: "Choose a language",
};

const NO_TEXTS = "Your number cannot get text messages. Enter a UK mobile number, or choose another way";

const LETTER_WORDS: Readonly<Record<LetterFault, string>> = {
  lines: "Enter your address on 3 to 7 lines, with the postcode on the last",
  postcode: "The last line of your address must be a UK postcode that exists, like LE13 1GH",
  beginning: "Start each line of your address with a letter or a number, not a sign such as @ ( ) = [ ] or /",
  "no-fixed-abode": "Letters cannot go to 'no fixed abode'. Enter an address where you can get letters, or choose another way",
};

/** What is wrong with an address for letters, in words that say what to do. */
function letterWords(address: string | undefined): Readonly<Record<string, string>> {
  const fault = letterFault(tidied(address ?? ""));
  return { postalAddress: fault === undefined ? "Enter your address in 300 characters or fewer" : LETTER_WORDS[fault] };
}

/** Handlers of the page on which somebody says how they want to be told things. */
export function noticePageHandlers(accounts: Accounts) {
  return {
    notices: (async (request) =>
      noticesPage(request, { version: request.account.version, languages, values: request.account.body.notices ?? {} })) satisfies HandlerOf<"self">,
    changeNotices: (async (request) => {
      const { account, form, seenVersion } = request;
      const values = Object.fromEntries(["channel", "postalAddress", "format", "language"].map((name) => [name, form.get(name) ?? undefined]));
      const again = (version: number, errors: readonly FieldError[], changedMeanwhile = false) =>
        noticesPage(request, { version, languages, values, errors, changedMeanwhile });
      const read = readBy(NoticeWishes, filledIn(form));
      if (!read.ok) return again(seenVersion ?? account.version, fieldErrors(read.errors, { ...WRONG, ...letterWords(values["postalAddress"]) }));
      const { channel, postalAddress } = read.value;
      if (channel === "sms" && !canGetTexts(account.body.phone ?? "")) {
        const text = account.body.phone === undefined ? "Add your phone number, or choose another way" : NO_TEXTS;
        return again(seenVersion ?? account.version, [{ field: "channel", text }]);
      }
      if (channel === "letter" && postalAddress === undefined)
        return again(seenVersion ?? account.version, [{ field: "postalAddress", text: "Enter the address that letters go to" }]);
      if (seenVersion !== account.version) return again(account.version, [], true);
      const answer = redirectDone("/account", "notices");
      const { displayName, phone } = account.body;
      const done = await changeDetails(accounts)(account, { displayName, phone, notices: read.value }, request.auditContext(answer));
      if (done.ok) return answer;
      return done.refusal === "repeat" ? REPEATED : again((await accounts.store.account(account.body.id))?.version ?? 0, [], true);
    }) satisfies HandlerOf<"self">,
  };
}
