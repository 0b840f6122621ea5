const LOCAL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$/i;
/** A part of a host's name: letters, digits and single hyphens between them; two where it stands for other letters (`xn--`). */
const LABEL = /^(?:xn--)?[a-z0-9]+(?:--?[a-z0-9]+)*$/i;
const TOP = /^(?:[a-z]{2,63}|xn--[a-z0-9]+(?:-[a-z0-9]+)*)$/i;

/**
 * Whether mail can be sent to an address as GOV.UK Notify takes it: no two dots together, a host of two parts or more
 * that ends in letters, and nothing quoted. Source: the rules for recipients that GOV.UK Notify publishes
 * (alphagov/notifications-utils). A host in other letters than the Latin ones is written as `xn--`.
 */
export function canGetMail(address: string): boolean {
  const at = address.lastIndexOf("@");
  const [local, host] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || address.length > 254 || address.includes("..") || host.length > 253 || !LOCAL.test(local)) return false;
  const labels = host.split(".");
  return labels.length > 1 && labels.every((label) => label.length <= 63 && LABEL.test(label)) && TOP.test(labels.at(-1) ?? "");
}
