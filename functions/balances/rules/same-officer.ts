/** Whether an account is the mover's, or another of the same person. Rules of two pairs of eyes are about persons. */
export const isTheirs = ({ subject, same = [] }: { readonly subject: string; readonly same?: readonly string[] }, account: string | undefined): boolean =>
  account !== undefined && (account === subject || same.includes(account));
