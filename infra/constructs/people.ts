import { Aws, CfnParameter, Duration, Fn, RemovalPolicy } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnManagedLoginBranding,
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
  UserPoolIdentityProviderSaml,
  UserPoolIdentityProviderSamlMetadata,
  UserPoolOperation,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { functions } from "../../functions/functions.ts";
import { bundleFolder } from "../bundle.ts";
import { keptIf, logRetentionOf, type StageSettings } from "../stages.ts";
import type { Alerts } from "./alerts.ts";
import type { ServiceTable } from "./service-table.ts";
import { TrellisFunction } from "./trellis-function.ts";

const AUTHENTICATION_METHODS = "http://schemas.microsoft.com/claims/authnmethodsreferences";
const EMAIL_ADDRESS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";
const DISPLAY_NAME = "http://schemas.microsoft.com/identity/claims/displayname";

export interface PeopleProps {
  readonly stage: StageSettings;
  readonly data: ServiceTable;
  readonly alerts: Alerts;
}

/**
 * Who people are: one user pool with two ways in. The public signs in with a code sent by e-mail or a
 * passkey. People who work for a council come through the council's own SAML provider, which demands a
 * second factor and says so; a function of ours writes that into their tokens, and those without it are refused.
 */
export class People extends Construct {
  readonly issuer: string;
  readonly publicClient: UserPoolClient;
  readonly councilClient: UserPoolClient;

  constructor(scope: Construct, id: string, { stage, data, alerts }: PeopleProps) {
    super(scope, id);
    const { keepData } = stage;
    const councilMetadata = new CfnParameter(this, "CouncilMetadata", {
      description: "Address of the SAML metadata of the council's identity provider, which must demand a second factor",
      allowedPattern: "^https?://.+$",
    });
    const pool = new UserPool(this, "Pool", {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true, passkey: true } },
      autoVerify: { email: true },
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
      // How a council's provider made sure of somebody, as it says itself.
      customAttributes: { amr: new StringAttribute({ mutable: true, maxLen: 400 }) },
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
    const claims = new TrellisFunction(this, "TokenClaims", {
      spec: functions.tokenClaims,
      bundle: bundleFolder("tokenClaims"),
      environment: {},
      table: data.table,
      tableKey: data.key,
      logRetention: logRetentionOf(stage),
      removalPolicy: RemovalPolicy.DESTROY,
      alerts,
    });
    pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, claims.lambda, LambdaVersion.V2_0);
    pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: Fn.join("-", ["trellis", stage.name, Aws.ACCOUNT_ID]) },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const council = new UserPoolIdentityProviderSaml(this, "Council", {
      userPool: pool,
      name: "council",
      metadata: UserPoolIdentityProviderSamlMetadata.url(councilMetadata.valueAsString),
      attributeMapping: {
        email: ProviderAttribute.other(EMAIL_ADDRESS),
        fullname: ProviderAttribute.other(DISPLAY_NAME),
        custom: { "custom:amr": ProviderAttribute.other(AUTHENTICATION_METHODS) },
      },
      idpSignout: false,
    });
    // Nobody writes for themselves how they were made sure of; and through the council's client there is no other way in.
    this.publicClient = this.client("PublicClient", stage, pool, UserPoolClientIdentityProvider.COGNITO, {
      authFlows: { user: true },
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
    });
    this.councilClient = this.client("CouncilClient", stage, pool, UserPoolClientIdentityProvider.custom(council.providerName), { authFlows: { user: false } });
    this.councilClient.node.addDependency(council);
    for (const [name, { userPoolClientId }] of Object.entries({ Public: this.publicClient, Council: this.councilClient })) {
      new CfnManagedLoginBranding(this, `${name}Branding`, { userPoolId: pool.userPoolId, clientId: userPoolClientId, useCognitoProvidedValues: true });
    }
    this.issuer = pool.userPoolProviderUrl;
  }

  /** A client of the site: a code with PKCE and no secret, and tokens that soon run out. */
  private client(
    id: string,
    { siteAddress }: StageSettings,
    userPool: UserPool,
    provider: UserPoolClientIdentityProvider,
    changes: Partial<UserPoolClientProps>,
  ): UserPoolClient {
    return new UserPoolClient(this, id, {
      ...changes,
      userPool,
      generateSecret: false,
      supportedIdentityProviders: [provider],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${siteAddress}/sign-in/callback`],
        logoutUrls: [`${siteAddress}/signed-out`],
      },
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    });
  }
}
