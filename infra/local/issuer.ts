import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import Provider, { type Configuration, type InteractionResults } from "oidc-provider";
import { createMemoryAdapter } from "oidc-provider/lib/adapters/memory_adapter.js";
import { isStaffRole } from "../../shared/access/roles.ts";
import { NO_PASSWORD, NO_PASSWORD_SET, SECOND_FACTOR } from "../../shared/access/second-factor.ts";
import type { LocalFunction } from "./functions.ts";
import type { IssuerKeys } from "./issuer-keys.ts";
import { peoplePage, type SamplePerson, samplePeople } from "./issuer-pages.ts";
import { listIn, objectIn, resourceIn } from "./json.ts";
import { type StandIn, textOf } from "./stand-in.ts";
import type { LocalPlace, SynthesizedSystem } from "./template.ts";

/** How a user pool knows those who come through a council's own provider, with what that says of a second factor. */
const THROUGH_COUNCIL = { "custom:amr": "mfa", "cognito:user_status": "EXTERNAL_PROVIDER" };
const OWN_USER = { "cognito:user_status": "CONFIRMED", [NO_PASSWORD]: NO_PASSWORD_SET };
const HOUR_SECONDS = 3600;

/** The local identity provider in the place of the template's user pool, with its clients and made-up people to sign in as. */
export function localIssuer(system: SynthesizedSystem, functions: ReadonlyMap<string, LocalFunction>, { jwk }: IssuerKeys, place: LocalPlace): StandIn {
  const base = new URL(place.issuer).pathname;
  // People who signed in with an address of their own, by the subject it makes. A code by email proves an address and says no name.
  const others = new Map<string, Omit<SamplePerson, "name"> & { readonly name?: never }>();
  const find = (subject: string) => samplePeople.find((person) => person.subject === subject) ?? others.get(subject);
  const councils = councilsByClient(system);

  const [pool] = system.ofType("AWS::Cognito::UserPool");
  const trigger = objectIn(objectIn(pool?.properties["LambdaConfig"])["PreTokenGenerationConfig"]);
  const claimsFunction = functions.get(resourceIn(system.text(trigger["LambdaArn"])));
  /** What the template's own function adds to a token of this kind. */
  const addedClaims = async (subject: string, token: "idTokenGeneration" | "accessTokenGeneration"): Promise<Readonly<Record<string, unknown>>> => {
    const { role } = find(subject) ?? {};
    const userAttributes = { sub: subject, ...(role && isStaffRole(role) ? THROUGH_COUNCIL : OWN_USER) };
    const answer = await claimsFunction?.invoke({ version: "2", triggerSource: "TokenGeneration_HostedAuth", request: { userAttributes }, response: {} });
    const { claimsAndScopeOverrideDetails } = objectIn(objectIn(answer)["response"]);
    return objectIn(objectIn(objectIn(claimsAndScopeOverrideDetails)[token])["claimsToAddOrOverride"]);
  };

  const configuration: Configuration = {
    adapter: createMemoryAdapter(0),
    clients: system.ofType("AWS::Cognito::UserPoolClient").map(({ id, properties }) => ({
      client_id: id,
      token_endpoint_auth_method: "none",
      redirect_uris: listIn(properties["CallbackURLs"]).map(system.text),
      post_logout_redirect_uris: listIn(properties["LogoutURLs"]).map(system.text),
      grant_types: ["authorization_code"],
      response_types: ["code"],
    })),
    jwks: { keys: [{ ...jwk }] },
    cookies: { keys: [randomBytes(24).toString("hex")] },
    pkce: { required: () => true },
    scopes: ["openid", "email", "profile"],
    claims: { openid: ["sub", SECOND_FACTOR], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    ttl: { AccessToken: HOUR_SECONDS, AuthorizationCode: 60, Grant: HOUR_SECONDS, IdToken: HOUR_SECONDS, Interaction: 600, Session: 600 },
    features: {
      devInteractions: { enabled: false },
      // Access tokens are JWTs for the client they were given to, as a user pool's are.
      resourceIndicators: {
        enabled: true,
        defaultResource: () => "urn:trellis:api",
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, _resource, client) => ({
          scope: "openid email profile",
          audience: client.clientId,
          accessTokenFormat: "jwt",
          accessTokenTTL: HOUR_SECONDS,
        }),
      },
    },
    interactions: { url: (_context, { uid }) => `${base}/people/${uid}` },
    findAccount: (_context, subject) => {
      const person = find(subject);
      if (!person?.email) return undefined;
      const { name, email, role } = person;
      // A council's provider says nothing of how it checked an address.
      const checked = role && isStaffRole(role) ? {} : { email_verified: true };
      return {
        accountId: subject,
        claims: async () => ({ sub: subject, email, ...checked, name, ...(await addedClaims(subject, "idTokenGeneration")) }),
      };
    },
    async extraTokenClaims(_context, token) {
      if (!("accountId" in token) || typeof token.accountId !== "string") return undefined;
      return { token_use: "access", auth_time: Math.floor(Date.now() / 1000), ...(await addedClaims(token.accountId, "accessTokenGeneration")) };
    },
    // Our own clients need no leave from the person.
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc;
      const grant = new provider.Grant({ clientId: client?.clientId ?? "", accountId: session?.accountId ?? "" });
      grant.addOIDCScope("openid email profile");
      grant.addResourceScope("urn:trellis:api", "openid email profile");
      await grant.save();
      return grant;
    },
  };
  const provider = new Provider(place.issuer, configuration);
  const callback = provider.callback();

  const interaction = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { uid, params } = await provider.interactionDetails(request, response);
    const council = councils.get(String(params["client_id"]));
    if (request.method !== "POST") {
      const html = peoplePage({ action: `${base}/people/${uid}`, cancel: `${base}/people/${uid}`, council });
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }).end(html);
      return;
    }
    const form = new URLSearchParams(await textOf(request));
    const result = resultOf(form, council);
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };

  const resultOf = (form: URLSearchParams, council: string | undefined): InteractionResults => {
    if (form.has("cancel")) return { error: "access_denied", error_description: "Cancelled" };
    const email = form.get("email")?.trim().toLowerCase();
    if (!email) return { login: { accountId: form.get("subject") ?? "" } };
    const subject = `local-${createHash("sha256").update(email).digest("hex").slice(0, 24)}`;
    const known = samplePeople.find((person) => person.email === email);
    if (!known) others.set(subject, { subject, email, authority: council ?? "", ...(council === undefined ? {} : { role: "vetting-officer" as const }) });
    return { login: { accountId: known?.subject ?? subject } };
  };

  return {
    takes: (url) => url === base || url.startsWith(`${base}/`),
    handle(request, response) {
      const original = request.url ?? "";
      if (original.startsWith(`${base}/people/`)) {
        interaction(request, response).catch((error: unknown) => {
          process.stderr.write(`Choosing who to sign in as failed: ${String(error)}\n`);
          if (!response.headersSent) response.writeHead(400, { "content-type": "text/plain" });
          response.end("This sign-in has expired. Go back to Trellis and start again.");
        });
        return;
      }
      // The provider finds the path it is mounted at by comparing the two.
      Object.assign(request, { originalUrl: original });
      request.url = original.slice(base.length) || "/";
      void callback(request, response);
    },
  };
}

/** The clients of councils' own people, each with its council (GSS code): those that lead to a provider of a council's. */
export function councilsByClient(system: SynthesizedSystem): ReadonlyMap<string, string> {
  const providers = new Map(system.ofType("AWS::Cognito::UserPoolIdentityProvider").map(({ id, properties }) => [id, system.text(properties["ProviderName"])]));
  return new Map(
    system.ofType("AWS::Cognito::UserPoolClient").flatMap(({ id, properties }) => {
      const [named = ""] = listIn(properties["SupportedIdentityProviders"]).map(system.text);
      const council = /^council-(\w+)$/.exec(providers.get(named) ?? "")?.[1];
      return council === undefined ? [] : [[id, council] as const];
    }),
  );
}
