import { monthsAfter } from "../../../shared/domain/time.ts";
import type { ServicePolicy } from "../../../shared/policy/service.ts";
import type { HandlerOf } from "../../handlers-by-route.ts";
import { setUpTimesPage } from "../pages/set-up-times.page.tsx";
import { setUpTimes } from "../rules/set-up-times.ts";
import type { SetUpStore } from "../use-cases/set-up-ports.ts";

/** What the page of how long set-ups take is given. */
export interface SetUpTimesDeps extends Pick<SetUpStore, "setUpsSince"> {
  readonly policy: ServicePolicy["setUp"];
}

/** Handlers of the page on which a council sees how long it takes to set up support: nobody's name, and no figure of few people. */
export function setUpTimesHandlers({ setUpsSince, policy: { months, leastPeople } }: SetUpTimesDeps) {
  return {
    setUpTimes: (async (request) => {
      const since = monthsAfter(request.today, -months);
      const setUps = (await setUpsSince(request.record, since)).filter(({ agreedOn }) => agreedOn <= request.today);
      return setUpTimesPage(request, {
        council: request.record,
        since,
        leastPeople,
        byReason: setUpTimes(setUps, ({ reason }) => reason, leastPeople),
        byArea: setUpTimes(setUps, ({ area }) => area, leastPeople),
      });
    }) satisfies HandlerOf<"council">,
  };
}
