import { timingSafeEqual } from "node:crypto";

/** How whoever is no user of ours says that they want no more mails. */
export interface MailStops {
  /** What an address is known by here: a keyed hash. */
  idOf(email: string): Promise<string>;
  /** The same, of an address whose look-up hash alone is known. */
  idOfHash(addressHash: string): Promise<string>;
  /**
   * What stands in the link of each mail to an address: the same in all of them and good for as long as any of them may be read. It says
   * nothing of the address, and nobody can make one for another.
   */
  tokenOf(email: string): Promise<string>;
  /** What the address of a token is known by; undefined where we made no such token. */
  idIn(token: string): Promise<string | undefined>;
}

const TOKEN = /^([\w-]{43})\.([\w-]{22})$/;

/** Links made with a keyed hash whose key is not changed, of the look-up hashes of addresses. */
export function mailStops(hash: (text: string) => Promise<string>, addressHash: (email: string) => Promise<string>): MailStops {
  const idOfHash = (found: string) => hash(`address\n${found}`);
  const idOf = async (email: string) => idOfHash(await addressHash(email));
  const checkOf = async (id: string) => (await hash(`check\n${id}`)).slice(0, 22);
  return {
    idOf,
    idOfHash,
    async tokenOf(email) {
      const id = await idOf(email);
      return `${id}.${await checkOf(id)}`;
    },
    async idIn(token) {
      const [, id, check] = TOKEN.exec(token) ?? [];
      if (id === undefined || check === undefined) return undefined;
      return timingSafeEqual(Buffer.from(check), Buffer.from(await checkOf(id))) ? id : undefined;
    },
  };
}
