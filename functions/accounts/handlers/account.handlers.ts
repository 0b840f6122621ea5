import type { HttpHandler } from "../../../shared/http/messages.ts";
import type { Accounts } from "../../signed-in.ts";
import { privacyPage } from "../pages/privacy.page.tsx";
import { apiHandlers } from "./api.handlers.ts";
import { councilPageHandlers } from "./council-pages.handlers.ts";
import { ownPageHandlers } from "./person-pages.handlers.ts";

/** Every route of the account function, by what the route list calls it. */
export function accountHandlers(accounts: Accounts) {
  let privacyText: string | undefined;
  const open: Readonly<Record<"privacy", HttpHandler>> = {
    async privacy() {
      privacyText ??= privacyPage();
      return { kind: "page", status: 200, html: privacyText };
    },
  };
  return { open, guarded: { ...ownPageHandlers(accounts), ...councilPageHandlers(accounts), ...apiHandlers(accounts) } };
}
