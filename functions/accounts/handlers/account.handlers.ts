import type { HttpHandler } from "../../../shared/http/messages.ts";
import { privacyPage } from "../pages/privacy.page.tsx";
import type { Accounts } from "../use-cases/deps.ts";
import { apiHandlers } from "./api.handlers.ts";
import { councilPageHandlers } from "./council-pages.handlers.ts";
import { ownPageHandlers } from "./person-pages.handlers.ts";

/** Every route of the account function, by what the route list calls it. */
export function accountHandlers(accounts: Accounts) {
  let privacyText: string | undefined;
  const open: Readonly<Record<"privacy", HttpHandler>> = {
    async privacy() {
      privacyText ??= privacyPage(accounts.register);
      return { kind: "page", status: 200, html: privacyText };
    },
  };
  return { open, guarded: { ...ownPageHandlers(accounts), ...councilPageHandlers(accounts), ...apiHandlers(accounts) } };
}
