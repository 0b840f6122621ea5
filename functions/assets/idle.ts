const MINUTE_MS = 60_000;
/** Time enough to read the warning and press a button, with any way of using a computer (WCAG 2.2.1 asks for 20 seconds). */
const WARNED_MINUTES_BEFORE = 3;

/** Warns somebody before they are signed out for doing nothing, and lets them stay with one press. */
export function warnBeforeIdleEnd(beside: HTMLElement, idleMinutes: number): void {
  let timer = 0;

  const wait = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(warn, (idleMinutes - WARNED_MINUTES_BEFORE) * MINUTE_MS);
  };

  const warn = (): void => {
    const text = document.createElement("p");
    text.className = "govuk-body govuk-!-margin-bottom-1";
    text.textContent = `You have not done anything for a while. In ${WARNED_MINUTES_BEFORE} minutes you are signed out, and what you typed here is lost.`;
    const stay = document.createElement("button");
    stay.type = "button";
    stay.className = "govuk-button govuk-!-margin-bottom-1";
    stay.textContent = "Stay signed in";
    const warning = document.createElement("div");
    warning.className = "trellis-idle";
    warning.setAttribute("role", "alert");
    warning.append(text, stay);
    beside.after(warning);
    const over = window.setTimeout(() => {
      text.textContent = "You are signed out, because you did nothing for a while. Copy what you want to keep before you leave this page.";
      stay.remove();
    }, WARNED_MINUTES_BEFORE * MINUTE_MS);
    stay.addEventListener("click", async () => {
      const answer = await fetch("/account/stay", { redirect: "manual" }).catch(() => undefined);
      if (answer?.status !== 204) return;
      clearTimeout(over);
      warning.remove();
      wait();
    });
  };

  wait();
}
