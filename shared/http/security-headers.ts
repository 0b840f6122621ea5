import { createHash } from "node:crypto";

/** The one inline script: tells the style sheet that scripts run, before anything is drawn. */
export const JS_ENABLED_SCRIPT = "document.body.className+=' js-enabled'+('noModule'in HTMLScriptElement.prototype?' govuk-frontend-supported':'')";

const policy = (scriptHash: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'sha256-${scriptHash}'`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");

let made: Readonly<Record<string, string>> | undefined;

/** Headers of every answer, whatever it is. */
export function securityHeaders(): Readonly<Record<string, string>> {
  made ??= headers();
  return made;
}

function headers(): Readonly<Record<string, string>> {
  return {
    "content-security-policy": policy(createHash("sha256").update(JS_ENABLED_SCRIPT).digest("base64")),
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
}
