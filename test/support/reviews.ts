import { Review } from "../../functions/reviews/rules/review.ts";
import { COUNCIL } from "./councils.ts";

/** Somebody's reviews: of a payment that began on 1 May 2026, with the first review open. */
export const aReview = (more: Partial<Review> = {}): Review =>
  Review.parse({
    ...{ id: "recipient-1", authority: COUNCIL, reference: "LAS-1", name: "Rosemary Testwell", firstPaymentOn: "2026-05-01", couldNotFind: false },
    ...{ support: [], given: [], held: [], contacts: [], outcomes: [], lookedOn: "2026-11-01" },
    ...{ openedOn: "2026-06-12", targetOn: "2026-07-31", legalOn: "2026-10-31" },
    ...more,
  });
