import { type FieldError, readBy } from "../../../shared/domain/input.ts";
import { letterWords } from "../../../shared/domain/letter-address.ts";
import { canGetTexts } from "../../../shared/domain/telephone.ts";
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
      if (!read.ok) return again(seenVersion ?? account.version, fieldErrors(read.errors, { ...WRONG, postalAddress: letterWords(values["postalAddress"]) }));
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
