/** Too much is asked of the same thing at once: worth trying again in a moment. */
export class TooBusy extends Error {
  override readonly name = "TooBusy";
}
