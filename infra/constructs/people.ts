import { Aws, Duration, Fn, RemovalPolicy } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPool,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ProviderAttribute,
  StringAttribute,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolClientProps,
  UserPoolEmail,
  UserPoolIdentityProviderSaml,
  UserPoolIdentityProviderSamlMetadata,
  UserPoolOperation,
  VerificationEmailStyle,
} from "aws-cdk-lib/aws-cognito";
import { Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { functions } from "../../functions/functions.ts";
import { bundleFolder } from "../bundle-folders.ts";
import { type CouncilProvider, keptIf, logRetentionOf, type StageSettings } from "../stages.ts";
import type { Alerts } from "./alerts.ts";
import type { ServiceTable } from "./service-table.ts";
import { TrellisFunction } from "./trellis-function.ts";

const AUTHENTICATION_METHODS = "http://schemas.microsoft.com/claims/authnmethodsreferences";
const EMAIL_ADDRESS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";
const DISPLAY_NAME = "http://schemas.microsoft.com/identity/claims/displayname";

/** What Cognito sends; `{####}` is the code. */
const WORDS = {
  subject: "Your code for Trellis",
  signIn:
    "Your code to sign in to Trellis is {####}. It works for a few minutes, and once. If you did not ask for it, you need do nothing: no one can sign in without it.",
  signUp: "Your code to open an account with Trellis is {####}. If you did not ask for it, you need do nothing: no account is opened without it.",
} as const;

export interface PeopleProps {
  readonly stage: StageSettings;
  readonly data: ServiceTable;
  readonly alerts: Alerts;
}

/** How the people of one council sign in. */
export interface CouncilSignIn {
  /** GSS code. */
  readonly authority: string;
  readonly client: UserPoolClient;
  readonly mailDomains: readonly string[];
}

/**
 * Who people are: one user pool with several ways in. The public signs in with a code sent by e-mail or a
 * passkey. People who work for a council come through that council's own SAML provider, which demands a
 * second factor and says so; a function of ours writes that into their tokens, and those without it are refused. Each
 * council has a provider and a client of its own. A password signs nobody in: docs/decisions/0022-identities-keys-and-councils.md.
 */
export class People extends Construct {
  readonly issuer: string;
  readonly publicClient: UserPoolClient;
  readonly councils: readonly CouncilSignIn[];
  private readonly siteAddress: string;

  constructor(scope: Construct, id: string, { stage, data, alerts }: PeopleProps) {
    super(scope, id);
    const { keepData } = stage;
    refuseShared(stage.identityProviders);
    this.siteAddress = stage.siteAddress;
    const pool = new UserPool(this, "Pool", {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      // Cognito makes no pool without passwords: what makes them useless is below.
      signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true, passkey: true } },
      email: UserPoolEmail.withSES({
        fromEmail: stage.email.from,
        fromName: stage.email.name,
        sesRegion: stage.region,
        sesVerifiedDomain: stage.email.verifiedDomain,
      }),
      userVerification: { emailStyle: VerificationEmailStyle.CODE, emailSubject: WORDS.subject, emailBody: WORDS.signUp },
      autoVerify: { email: true },
      keepOriginal: { email: true },
      // Nobody gets a password by saying that they forgot it.
      accountRecovery: AccountRecovery.NONE,
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
      customAttributes: {
        // How a council's provider made sure of somebody, as it says itself.
        amr: new StringAttribute({ mutable: true, maxLen: 2048 }),
        // That nobody knows a password for this account. No client may write it.
        nopassword: new StringAttribute({ mutable: true, maxLen: 3 }),
      },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(1),
      },
      mfa: Mfa.OFF,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: keepData,
      removalPolicy: keptIf(keepData),
    });
    const resource = pool.node.defaultChild;
    if (!(resource instanceof CfnUserPool)) throw new Error("The user pool has no resource");
    resource.emailAuthenticationSubject = WORDS.subject;
    resource.emailAuthenticationMessage = WORDS.signIn;
    const trigger = (id: string, name: "tokenClaims" | "noPassword") =>
      new TrellisFunction(this, id, {
        spec: functions[name],
        bundle: bundleFolder(name),
        environment: {},
        table: data.table,
        tableKey: data.key,
        logRetention: logRetentionOf(stage),
        removalPolicy: RemovalPolicy.DESTROY,
        alerts,
      }).lambda;
    pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, trigger("TokenClaims", "tokenClaims"), LambdaVersion.V2_0);
    const noPassword = trigger("NoPassword", "noPassword");
    pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, noPassword);
    // By itself: the pool needs the function, and the function's own policy would need the pool.
    new Policy(this, "NoPasswordPolicy", {
      statements: [
        new PolicyStatement({ actions: ["cognito-idp:AdminSetUserPassword", "cognito-idp:AdminUpdateUserAttributes"], resources: [pool.userPoolArn] }),
      ],
      ...(noPassword.role ? { roles: [noPassword.role] } : {}),
    });
    pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: Fn.join("-", ["trellis", stage.name, Aws.ACCOUNT_ID]) },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Nobody writes for themselves how they were made sure of, nor that they have no password.
    this.publicClient = this.client("PublicClient", pool, UserPoolClientIdentityProvider.COGNITO, {
      authFlows: { user: true },
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
    });
    this.brand("PublicBranding", pool, this.publicClient);
    this.councils = stage.identityProviders.map((provider) => this.council(pool, provider));
    this.issuer = pool.userPoolProviderUrl;
  }

  /** A council's provider, and the client that leads to it and to nothing else. */
  private council(userPool: UserPool, { authority, metadata, mailDomains }: CouncilProvider): CouncilSignIn {
    const saml = new UserPoolIdentityProviderSaml(this, `Council${authority}`, {
      userPool,
      name: `council-${authority}`,
      metadata: UserPoolIdentityProviderSamlMetadata.url(metadata),
      attributeMapping: {
        email: ProviderAttribute.other(EMAIL_ADDRESS),
        fullname: ProviderAttribute.other(DISPLAY_NAME),
        custom: { "custom:amr": ProviderAttribute.other(AUTHENTICATION_METHODS) },
      },
      idpSignout: false,
    });
    // What a provider tells is written by way of the client: it must be allowed to.
    const client = this.client(`CouncilClient${authority}`, userPool, UserPoolClientIdentityProvider.custom(saml.providerName), {
      authFlows: { user: false },
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, fullname: true }).withCustomAttributes("amr"),
    });
    client.node.addDependency(saml);
    this.brand(`CouncilBranding${authority}`, userPool, client);
    return { authority, client, mailDomains };
  }

  private brand(id: string, { userPoolId }: UserPool, { userPoolClientId: clientId }: UserPoolClient): void {
    new CfnManagedLoginBranding(this, id, { userPoolId, clientId, useCognitoProvidedValues: true });
  }

  /** A client of the site: a code with PKCE and no secret, and tokens that soon run out. */
  private client(id: string, userPool: UserPool, provider: UserPoolClientIdentityProvider, changes: Partial<UserPoolClientProps>): UserPoolClient {
    return new UserPoolClient(this, id, {
      ...changes,
      userPool,
      generateSecret: false,
      supportedIdentityProviders: [provider],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${this.siteAddress}/sign-in/callback`],
        logoutUrls: [`${this.siteAddress}/signed-out`],
      },
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    });
  }
}

/** Throws where two providers are of one council, or share a domain of addresses: nobody could say whose people those are. */
function refuseShared(providers: readonly CouncilProvider[]): void {
  const claimed = new Map<string, string>();
  for (const { authority, mailDomains } of providers) {
    if (mailDomains.length === 0) throw new Error(`The identity provider of ${authority} has no mail domain`);
    for (const what of [authority, ...mailDomains]) {
      if (claimed.has(what)) throw new Error(`The identity providers of ${claimed.get(what)} and ${authority} share ${what}`);
      claimed.set(what, authority);
    }
  }
}
