import type { IncomingMessage, ServerResponse } from "node:http";
import { jwtVerify } from "jose";
import { filledWith, placeholdersIn, type Template, templates } from "../../shared/notices/templates.ts";
import { isObject, objectIn } from "./json.ts";
import type { Mail, Mailbox } from "./mailbox.ts";
import { answerJson, type StandIn, standInAt, textOf } from "./stand-in.ts";

const TOKEN_GOOD_SECONDS = 30;
const LEAST_LINES = 3;
const MOST_LINES = 7;

/** A refusal as Notify words it. */
class Refusal extends Error {
  readonly status: number;
  readonly error: string;
  constructor(status: number, error: string, message: string) {
    super(message);
    this.status = status;
    this.error = error;
  }
}

export interface NotifyOptions {
  /** The path it stands at. */
  readonly path: string;
  /** Its only API key: a name, the service's id and the secret, joined by hyphens. */
  readonly key: string;
  readonly mailbox: Mailbox;
  /** How many times it fails before it takes each message, and how. */
  readonly fails?: { readonly times: number; readonly status?: number };
}

/**
 * Stands in for GOV.UK Notify: the part of its API that its own client uses for sending and asking by reference. As
 * with the real one, what is sent twice arrives twice.
 */
export function localNotify({ path, key, mailbox, fails = { times: 0 } }: NotifyOptions): StandIn {
  const secret = new TextEncoder().encode(key.slice(-36));
  const service = key.slice(-73, -37);
  const failed = new Map<string, number>();

  const verify = async ({ headers }: IncomingMessage): Promise<void> => {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
    if (token === undefined) throw new Refusal(401, "AuthError", "Unauthorized: authentication token must be provided");
    try {
      await jwtVerify(token, secret, { algorithms: ["HS256"], issuer: service, maxTokenAge: TOKEN_GOOD_SECONDS, clockTolerance: TOKEN_GOOD_SECONDS });
    } catch {
      throw new Refusal(403, "AuthError", "Invalid token: signature, api token not found");
    }
  };

  const take = async (type: string, input: Readonly<Record<string, unknown>>): Promise<Mail> => {
    const reference = typeof input["reference"] === "string" ? input["reference"] : undefined;
    const before = failed.get(reference ?? "") ?? 0;
    if (before < fails.times) {
      failed.set(reference ?? "", before + 1);
      throw new Refusal(fails.status ?? 500, fails.status === 429 ? "RateLimitError" : "Exception", "Internal server error");
    }
    const template = templates.find((template) => template.id === input["template_id"]);
    if (!template) throw new Refusal(400, "BadRequestError", "Template not found");
    if (template.channel !== type) throw new Refusal(400, "BadRequestError", `${template.channel} template is not suitable for ${type} notification`);
    const values = personalisationIn(template, input);
    const mail: Mail = {
      id: crypto.randomUUID(),
      reference,
      type,
      template: { id: template.id, version: template.version },
      code: template.code,
      format: template.format,
      language: template.language,
      to: addressIn(type, input, values),
      subject: template.subject === undefined ? undefined : filledWith(template.subject, values),
      body: filledWith(template.body, values),
      createdAt: new Date().toISOString(),
      oneClick: typeof input["one_click_unsubscribe_url"] === "string" ? input["one_click_unsubscribe_url"] : undefined,
    };
    await mailbox.add(mail);
    return mail;
  };

  const answer = async (url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    await verify(request);
    const route = url.pathname.slice(path.length);
    const type = /^\/v2\/notifications\/(email|sms|letter)$/.exec(route)?.[1];
    if (request.method === "POST" && type !== undefined) {
      const { id, reference, subject, body, template } = await take(type, jsonIn(await textOf(request)));
      answerJson(response, 201, { id, reference: reference ?? null, content: { body, subject }, uri: `${path}/v2/notifications/${id}`, template });
      return;
    }
    if (request.method === "GET" && route === "/v2/notifications") {
      const reference = url.searchParams.get("reference");
      const notifications = mailbox
        .all()
        .filter((mail) => reference === null || mail.reference === reference)
        .map(({ id, reference: found, type: kind, template, body, subject, createdAt, to }) => {
          return { id, reference: found, type: kind, status: arrivalAt(to), template, body, subject, created_at: createdAt };
        });
      answerJson(response, 200, { notifications, links: { current: `${path}/v2/notifications` } });
      return;
    }
    throw new Refusal(404, "NoResultFound", "No result found");
  };

  return standInAt(path, (url, request, response) =>
    answer(url, request, response).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      answerJson(response, error.status, { status_code: error.status, errors: [{ error: error.error, message: error.message }] });
    }),
  );
}

/** What became of a message, by whom it is to: as the real one's addresses for trying. Source: GOV.UK Notify documentation, 'Testing'. */
const ARRIVALS: readonly (readonly [RegExp, string])[] = [
  [/perm-fail@simulator\.notify|^07700 ?900002$/, "permanent-failure"],
  [/temp-fail@simulator\.notify|^07700 ?900003$/, "temporary-failure"],
];
const arrivalAt = (to: string): string => ARRIVALS.find(([address]) => address.test(to))?.[1] ?? "delivered";

function jsonIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new Refusal(400, "BadRequestError", "Invalid JSON supplied in POST data");
}

function personalisationIn(template: Template, { personalisation }: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const values = Object.fromEntries(Object.entries(objectIn(personalisation)).map(([name, value]) => [name, String(value)]));
  const missing = placeholdersIn(template).filter((name) => values[name] === undefined);
  if (missing.length > 0) throw new Refusal(400, "BadRequestError", `Missing personalisation: ${missing.join(", ")}`);
  return values;
}

/** Where a message goes; refused, as Notify refuses it, where that is no address. */
function addressIn(type: string, input: Readonly<Record<string, unknown>>, values: Readonly<Record<string, string>>): string {
  const wrong = (message: string) => new Refusal(400, "ValidationError", message);
  if (type === "email") {
    const address = String(input["email_address"] ?? "");
    if (!/^[\w.!#$%&'*+/=?^`{|}~-]+@([a-z0-9-]+\.)+[a-z]{2,}$/i.test(address)) throw wrong("email_address Not a valid email address");
    return address;
  }
  if (type === "sms") {
    const address = String(input["phone_number"] ?? "");
    const digits = address.replace(/[\s()-]/g, "");
    if (!/^(\+|00)?\d{10,15}$/.test(digits)) throw wrong("phone_number Not enough digits");
    return address;
  }
  const lines = Array.from({ length: MOST_LINES }, (_, at) => values[`address_line_${at + 1}`] ?? "").filter((line) => line.trim() !== "");
  if (lines.length < LEAST_LINES) throw wrong("Address must be at least 3 lines");
  if (!/^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i.test(lines.at(-1)?.trim() ?? ""))
    throw wrong("Last line of address must be a real UK postcode or another country");
  return lines.join("\n");
}
