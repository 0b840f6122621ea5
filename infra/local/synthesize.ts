import { trellisApp } from "../app.ts";
import { type LocalPlace, placeOnPort, type SynthesizedSystem, systemIn } from "./template.ts";

/** Synthesizes the local stage in this process and reads it back: the one source of the local system. */
export const synthesizeLocal = (outdir: string, place: LocalPlace = placeOnPort(3000)): SynthesizedSystem =>
  systemIn(
    trellisApp(
      "local",
      { validate: false, outdir },
      { TRELLIS_AUTHORITY: process.env["TRELLIS_AUTHORITY"], place: { siteAddress: place.siteAddress, notifyAddress: place.notify } },
    ).synth(),
    place,
  );
