import { createHash } from "node:crypto";
import type { AuditContext } from "../../../shared/audit/context.ts";
import { withoutAddresses } from "../../../shared/domain/person-name.ts";
import { instantOf, longDate, PlainDate } from "../../../shared/domain/time.ts";
import { type Notice, recipientOf } from "../../../shared/notices/notice.ts";
import { displayNameOf } from "../../../shared/people/account.ts";
import { councilName } from "../../../shared/policy/council.ts";
import type { VettingCase } from "../rules/case.ts";
import type { NoticeRequest } from "../rules/situation.ts";
import type { VettingDeps } from "./deps.ts";
import type { Change } from "./ports.ts";

/** Most people who are told in the same transaction: DynamoDB takes a hundred writes. The rest, of a large agency, are told right after. */
export const MOST_AT_ONCE = 50;

/** What notices tell of: a case, or a listing that no case has. */
interface ToldOf extends Pick<VettingCase, "id" | "authority" | "assignedTo" | "listing"> {
  readonly owner?: string;
  readonly answers: { readonly profile?: { readonly displayName: string } | undefined };
}

/**
 * The notices of a change, which is named where it is none of a record of this slice: to whom its notices go, in the way they want to be told. Their ids are made from the change
 * itself, so that the same change tells once, however often it is tried.
 */
export const noticesFor =
  ({ store, site }: Pick<VettingDeps, "store" | "site">) =>
  async (vettingCase: ToldOf, requests: readonly NoticeRequest[], changes: readonly Change[] | string, context: AuditContext): Promise<readonly Notice[]> => {
    const notices: Notice[] = [];
    const council = councilName(vettingCase.authority) ?? vettingCase.authority;
    const change = typeof changes === "string" ? changes : changes.map((one) => `${nameOf(one)}@${one.before?.version ?? 0}`).join();
    const add = (telling: NoticeRequest, to: Pick<Notice, "to" | "preferences">, name: string, link: string, index: number) => {
      const id = createHash("sha256")
        .update([change, telling.code, to.to.account ?? "", index].join("\n"))
        .digest("base64url");
      const values = { name: withoutAddresses(name), council, link: new URL(link, site).href, ...inWords(telling.values) };
      notices.push({
        id: `n${id}`,
        authority: vettingCase.authority,
        code: telling.code,
        ...to,
        values,
        createdAt: instantOf(context.at),
        about: vettingCase.id,
      });
    };
    // Who does something about it comes first, should there be more than fit.
    const order = ["applicant", "officer", "recipients"];
    const ordered = [...requests.entries()].toSorted(([, a], [, b]) => order.indexOf(a.to) - order.indexOf(b.to));
    for (const [index, telling] of ordered) {
      for (const account of await receivers(telling)) {
        const name =
          telling.to === "recipients"
            ? (vettingCase.answers.profile?.displayName ?? "Someone you use")
            : (vettingCase.answers.profile?.displayName ?? displayNameOf(account));
        const link = telling.to === "officer" ? `/cases/${vettingCase.id}` : telling.to === "recipients" ? "/account" : `/applications/${vettingCase.id}`;
        add(telling, recipientOf(account), name, link, index);
      }
    }
    return notices;

    async function receivers({ to }: NoticeRequest) {
      if (to === "recipients") {
        const clients = vettingCase.listing === undefined ? [] : await store.clientsOf(vettingCase.listing);
        const owners = await Promise.all(clients.map((id) => store.account(id)));
        return owners.flatMap((account) => (account && account.body.erasedAt === undefined ? [account.body] : []));
      }
      const id = to === "applicant" ? vettingCase.owner : vettingCase.assignedTo;
      const account = id === undefined ? undefined : await store.account(id);
      return account ? [account.body] : [];
    }
  };

/** Days as people write them. */
const inWords = (values: NoticeRequest["values"]): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, PlainDate.safeParse(value).success ? longDate(value) : value]));

const nameOf = ({ entity, after }: Change): string => `${entity} ${"case" in after ? after.case : ""} ${"id" in after ? after.id : ""}`;
