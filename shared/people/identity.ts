import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { RecordId } from "../domain/fields.ts";
import { type StoredBody, storedShape, type Upcasters } from "../table/stored-shape.ts";

/** Who somebody is to an identity provider. Source: OpenID Connect Core 1.0, section 2 (`iss`, `sub`): the two together are unique, and never given to another. */
export interface IdentityName {
  readonly issuer: string;
  readonly subject: string;
}

/** What an identity is stored as: the issuer's own name for somebody stands nowhere, and finds them all the same. */
export const identityId = ({ issuer, subject }: IdentityName): string =>
  createHash("sha256")
    .update(JSON.stringify(["identity", issuer, subject]))
    .digest("base64url");

/** Whose account an identity leads to. */
const IdentityItem = z.object({ account: RecordId });
export const identityShape = storedShape({ entity: "identity", schemaVersion: 1 }, IdentityItem);

/** Version 2 of an account says by which identities its person signs in; in version 1 the account's id was the issuer's own name for them. */
export const accountUpcasters: Upcasters = { 1: (body: StoredBody) => ({ ...body, identities: [] }) };
