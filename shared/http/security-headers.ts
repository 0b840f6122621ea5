import { createHash } from "node:crypto";

/** The one inline script: tells the style sheet that scripts run, before anything is drawn. */
export const JS_ENABLED_SCRIPT = "document.body.className+=' js-enabled'+('noModule'in HTMLScriptElement.prototype?' govuk-frontend-supported':'')";

const policy = (scriptHash: string, formsTo: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'sha256-${scriptHash}'`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    formsTo === "" ? "form-action 'self'" : `form-action 'self' ${formsTo}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");

/** By the other site that forms go to: there are one or two. */
const known = new Map<string, Readonly<Record<string, string>>>();

/** Headers of every answer, whatever it is. Forms of a page go to Trellis, and to one more origin where the page names it. */
export function securityHeaders(formsTo = ""): Readonly<Record<string, string>> {
  const made = known.get(formsTo) ?? headersFor(formsTo);
  known.set(formsTo, made);
  return made;
}

function headersFor(formsTo: string): Readonly<Record<string, string>> {
  // Anything but an origin could add to the policy what nobody meant.
  if (formsTo !== "" && new URL(formsTo).origin !== formsTo) throw new Error("Forms go to an origin");
  return {
    "content-security-policy": policy(createHash("sha256").update(JS_ENABLED_SCRIPT).digest("base64"), formsTo),
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
}
