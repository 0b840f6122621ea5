import { londonDate } from "../../../shared/domain/time.ts";
import { log } from "../../../shared/runtime/log.ts";
import { noteSetUps } from "../use-cases/note-set-ups.ts";
import { setUpClock } from "./set-up-clock.composition.ts";

const deps = setUpClock(process.env);

/** Every morning: notes how far people's set-up is since their direct payment was agreed, by the time the clock gives. */
export const handler = async (event: { readonly time?: string }): Promise<void> => {
  const at = event.time === undefined ? Date.now() : Date.parse(event.time);
  const { seen, written } = await noteSetUps(deps, at);
  log("set-ups-noted", { day: londonDate(at), seen, written });
};
