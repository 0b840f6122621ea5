import { MINUTE_MS } from "../../shared/domain/time.ts";

/** Time enough to read the warning and press a button, with any way of using a computer: 20 seconds at the least. Source: WCAG 2.2, criterion 2.2.1. */
const WARNED_MINUTES_BEFORE = 3;
/** What one tab tells the others: that it has just been to the server, so the session of all of them goes on. */
const CHANNEL = "trellis-session";

/** So often typing tells the server that somebody is there, at most. */
const PING_MS = MINUTE_MS;

/** Warns somebody before they are signed out for doing nothing, and lets them stay with one press. Typing counts, and so does what they do in another tab. */
export function warnBeforeIdleEnd(beside: HTMLElement, idleMinutes: number): void {
  const others = new BroadcastChannel(CHANNEL);
  let timers: number[] = [];
  let warning: HTMLElement | undefined;
  /** When this tab or another last heard from the server. */
  let heardAt = performance.now();

  const after = (minutes: number, then: () => void): void => {
    timers.push(window.setTimeout(then, minutes * MINUTE_MS));
  };

  const beginAnew = (): void => {
    heardAt = performance.now();
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    warning?.remove();
    warning = undefined;
    after(idleMinutes - WARNED_MINUTES_BEFORE, warn);
  };

  const stayIn = async (): Promise<void> => {
    const answer = await fetch("/account/stay", { redirect: "manual" }).catch(() => undefined);
    if (answer?.status !== 204) return;
    others.postMessage("seen");
    beginAnew();
  };

  // Whoever types is there: the session goes on, and nobody is warned.
  document.addEventListener("input", () => {
    if (performance.now() - heardAt < PING_MS) return;
    heardAt = performance.now();
    void stayIn();
  });

  const warn = (): void => {
    const text = document.createElement("p");
    text.className = "govuk-body govuk-!-margin-bottom-1";
    const what = document.querySelector("form[data-kept]") ? "What you have typed here stays in this tab." : "Anything you have not saved will be lost.";
    text.textContent = `You will be signed out in ${WARNED_MINUTES_BEFORE} minutes. ${what}`;
    const stay = document.createElement("button");
    stay.type = "button";
    stay.className = "govuk-button govuk-!-margin-bottom-1";
    stay.textContent = "Stay signed in";
    stay.addEventListener("click", stayIn);
    warning = document.createElement("div");
    warning.className = "trellis-idle";
    warning.setAttribute("role", "alert");
    warning.append(text, stay);
    beside.after(warning);
    after(WARNED_MINUTES_BEFORE, () => {
      text.textContent = document.querySelector("form[data-kept]")
        ? "We signed you out to keep your account safe. What you typed here stays in this tab: sign in again to save it."
        : "We signed you out to keep your account safe. Copy anything you need from this page before you leave it.";
      stay.remove();
    });
  };

  others.addEventListener("message", beginAnew);
  others.postMessage("seen");
  beginAnew();
}
