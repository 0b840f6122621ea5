import type { Answer } from "../../functions/arrangements/rules/answer.ts";
import type { SupportRequest } from "../../functions/arrangements/rules/request.ts";
import { ListingId } from "../../shared/listing/listing.ts";
import { COUNCIL } from "./councils.ts";

/** A request for a test, published on 20 November 2026; everything not named is plain and the same every time. */
export const aRequest = (changes: Partial<SupportRequest> & Pick<SupportRequest, "id" | "owner">): SupportRequest => ({
  authority: COUNCIL,
  services: ["personal-care"],
  skills: [],
  times: ["mon-morning"],
  hours: 6,
  must: [],
  from: "2026-12-01",
  place: { key: "LE13 1", label: "LE13 1", lat: 52.766, lon: -0.887, district: "E07000133" },
  state: "open",
  createdAt: "2026-11-20T09:00:00.000Z",
  confirmBy: "2026-12-18",
  reminded: false,
  nextOn: "2026-12-11",
  ...changes,
});

/** An answer for a test, sent and not decided on. */
export const anAnswer = ({
  listing = "pa-1",
  ...changes
}: Partial<Omit<Answer, "listing">> & Pick<Answer, "request" | "owner"> & { readonly listing?: string }): Answer => ({
  authority: COUNCIL,
  listing: ListingId.parse(listing),
  state: "sent",
  message: "I can come.",
  times: "Mondays at 9",
  reach: "07700 900001",
  createdAt: "2026-11-21T09:00:00.000Z",
  ...changes,
});
