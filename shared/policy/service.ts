import type { Limit } from "../domain/rate-limit.ts";
import serviceData from "./service.json" with { type: "json" };

/**
 * What may be done only so often: the first four as a person where somebody is signed in, else by network; feedback more often, as a day centre sends by one address. The next three are by
 * network alone, and far more generous: a library searches by one address. Going on to the next page is rarer, and takes the whole list.
 * Mails are counted for the account and the address they are for.
 */
export type LimitName =
  | "sign-in"
  | "contact"
  | "feedback"
  | "refused"
  | "search"
  | "next-page"
  | "listing"
  | "mails-of-account"
  | "mails-to-address"
  | ContactLimit;

/** Requests to be contacted: of one person (an account, or an address), of one network without an account, and to one listing, whoever they are from. */
export type ContactLimit = "contacts-of-person" | "contacts-of-network" | "contacts-to-listing";

/** A square picture: its side, and the most it may weigh. */
export interface PictureSize {
  readonly pixels: number;
  readonly mostBytes: number;
}

/** Figures of the service itself, the same for every council: versioned data, never literals in code. */
export interface ServicePolicy {
  readonly version: number;
  readonly effectiveFrom: string;
  readonly session: {
    /** A session nobody used for so many minutes is over. */
    readonly idleMinutes: number;
    /** However much it is used, it is over after so many hours. */
    readonly longestHours: number;
    /** Minutes somebody may take to sign in. */
    readonly signInMinutes: number;
    /** Days a key seals new sessions. */
    readonly keyDays: number;
    /** Seconds a process's copy of the keys is as good as new: what ends all sessions has done so everywhere after them. */
    readonly keysFreshSeconds: number;
    /** Minutes a process goes on with its copy where the keys cannot be read. */
    readonly keysKeptMinutes: number;
  };
  /** Hours a request's own key is remembered. */
  readonly onceHours: number;
  readonly limits: Readonly<Record<LimitName, Limit>>;
  /**
   * Mails to people who are no users of ours, such as referees: so many at once. What was used comes back evenly over the time given, so
   * no stretch of that length ever has more than twice as many.
   */
  readonly mailToStrangers: {
    /** For one account, a day. */
    readonly dailyOfAccount: number;
    /** To one address, whoever they are for, in thirty days. */
    readonly monthlyToAddress: number;
  };
  readonly notices: {
    /** Days it is remembered that somebody was told. */
    readonly keptDays: number;
    /** Minutes one attempt to send has a notice to itself. */
    readonly claimMinutes: number;
    /** Minutes after which a notice that still waits is put in the queue again: it was lost on the way. */
    readonly waitingMinutes: number;
    /** Minutes between one such time and the next: so long the queue itself tries. */
    readonly againMinutes: number;
    /** Minutes after which we first ask whether a notice that was sent has arrived. */
    readonly arrivalMinutes: number;
    /** Hours after which we ask no more: GOV.UK Notify itself tries for 72. */
    readonly arrivalHours: number;
  };
  /** How searches that find nobody are counted (`shared/signals`). */
  readonly counting: {
    /** Networks are dealt into so many lots, anew for each month: what comes again and again from one place is seen, and nobody's place is. */
    readonly lots: number;
    /** A search waits so many milliseconds for its counting, and no more. */
    readonly waitMs: number;
  };
  readonly saved: {
    /** People somebody may have saved at once. */
    readonly most: number;
    /** Days a browser remembers whom somebody saved on it without signing in, from the last change on. */
    readonly deviceDays: number;
  };
  /** How long it takes from a direct payment that was agreed to support. */
  readonly setUp: {
    /** Months since it was agreed in which somebody is looked at. */
    readonly months: number;
    /** Nothing is shown of fewer people, who might be known by it. */
    readonly leastPeople: number;
  };
  /** Sharing one provider's support among neighbours. */
  readonly pooling: {
    /** How far apart, in miles between the middles of their sectors, people may live who are proposed to share. */
    readonly miles: number;
    /** Most people in one pool. */
    readonly mostMembers: number;
  };
  /** The monthly question to listed providers, whether they still have so many hours free. */
  readonly freeHours: {
    /** Days after a provider said how many, or was asked, on which they are asked. */
    readonly askEveryDays: number;
    /** Days the link of a question works. */
    readonly linkDays: number;
  };
  /** Requests for support (docs/decisions/0046-requests.md). */
  readonly requests: {
    /** Requests of one person that wait at the same time. */
    readonly mostOpen: number;
    /** Days a request is shown to providers after it was published or confirmed. */
    readonly confirmDays: number;
    /** Days before that on which its person is asked whether they still need it. */
    readonly remindDays: number;
    /** Days a hidden one can still be confirmed. */
    readonly lapseDays: number;
    /** Days after which one that nobody filled is a need that was not met. */
    readonly unmetDays: number;
    /** Open requests of a council that are read for a provider's page; where there are more, the page says so. */
    readonly readMost: number;
    /** Requests that one message to a provider counts at most. */
    readonly pendingMost: number;
    /** The day of the week on which providers hear who want to hear weekly: 0 is Monday. */
    readonly weekday: number;
  };
  /** Searches that people want to hear of when someone new matches. */
  readonly alerts: {
    /** Searches somebody may have at once. */
    readonly most: number;
    /** People a search may find already: one that finds more is none to wait for. */
    readonly mostKnown: number;
    /** Months one goes on, and after it is renewed. */
    readonly months: number;
    /** Days before its end on which its person is told, and from which it can be renewed. */
    readonly endingDays: number;
    /** People who are named in one message. */
    readonly namedAtOnce: number;
  };
  readonly trails: {
    /** Seconds entries of trails gather before they are sealed; Lambda takes 300 at most. */
    readonly sealSeconds: number;
    /** Days a seal can be neither changed nor removed. */
    readonly sealedDays: number;
  };
  /** Where there are no more councils than this, a page that is nobody's names each with its telephone number. */
  readonly councilsOnEveryPage: number;
  /** An officer's lists of cases (docs/decisions/0038-what-a-list-of-cases-reads.md). */
  readonly caseLists: {
    /** Cases of a queue that are read for its count, for sorting and for a search by name. Where there are more, the page says so. */
    readonly readMost: number;
    /** Cases on a page. */
    readonly onAPage: number;
    /** Cases that are given to an officer by one act: one transaction holds them all. */
    readonly assignedAtOnce: number;
    /** Pieces of evidence on the page where all that was sent is checked: one transaction holds all that is decided there. */
    readonly checkedAtOnce: number;
  };
  /** Visits at which an officer sees originals (docs/decisions/0042-visits.md). */
  readonly visits: {
    /** Times an officer offers at once. */
    readonly mostOffered: number;
    /** Days ahead a visit is at most. */
    readonly furthestDays: number;
    /** Times of day, by clocks in London, between which it starts. */
    readonly earliest: string;
    readonly latest: string;
    /** Days before it on which its applicant is reminded. */
    readonly reminderDays: readonly number[];
  };
  /** Somebody others act for may never sign in: when their account would end, it is looked at again after so many months. */
  readonly actedForMonths: number;
  /** Days it is remembered how often somebody looked again within an hour; that they looked in it stays with the trail. */
  readonly lookCountDays: number;
  /** Entries of a trail that are read at once: a page of what was done, a part of the download. */
  readonly entriesAtOnce: number;
  /** Bytes a form may have at most. */
  readonly largestFormBytes: number;
  readonly applicants: {
    /** Years somebody must be old to apply: a DBS certificate is issued from that age on. Source: Police Act 1997, sections 112 to 113BB. */
    readonly leastAge: number;
  };
  readonly referees: {
    /** People who may be asked for each that is wanted, and no more: nobody fills others' mailboxes through us. */
    readonly namedForEach: number;
    /** Days on which somebody did not answer the phone, after which somebody else is to be named. */
    readonly contactTries: number;
  };
  /** What the DBS asks: of everybody the same, and changed by it alone. Source: DBS fees; DBS Update Service. */
  readonly dbs: {
    /** Pence for an enhanced certificate, without what an umbrella body charges. */
    readonly enhancedPence: number;
    /** Pence a year for the Update Service, and days from a certificate's issue in which it can be joined. */
    readonly updateServiceYearlyPence: number;
    readonly updateServiceJoinDays: number;
  };
  /** Requests to be contacted (docs/decisions/0045-asking-to-be-contacted.md). */
  readonly contacts: {
    /** Hours a form may be filled in for, from when its page was opened. */
    readonly formHours: number;
    /** Hours in which somebody without an account confirms that an address is theirs. */
    readonly confirmHours: number;
    /** Days in which an answer is in time: after them the person hears that there was none. */
    readonly answerDays: number;
    /** Days after the last message on which a conversation is over. */
    readonly openDays: number;
    /** Days a link to it works, where it is not used. */
    readonly linkDays: number;
    readonly messageCharacters: number;
    readonly mostMessages: number;
    /** So many at once, which come back evenly over a day: of a person, of a network without an account, and to a listing. */
    readonly dailyOfPerson: number;
    readonly dailyOfNetwork: number;
    readonly dailyToListing: number;
  };
  /** Minutes a process's copy of published policy may be old. */
  readonly policyFreshMinutes: number;
  readonly imports: {
    /** Rows that may stand before the header of a file: a title, the day it was made. */
    readonly bannerRows: number;
    /** A longer row is refused, so that a file without line breaks never fills the memory. */
    readonly longestRowCharacters: number;
    /** Rows left out for the same reason are one line of the report where there are more. */
    readonly listedAlike: number;
    /** A lower rate an hour is taken for pounds in the column of pence. */
    readonly leastRatePence: number;
    /** A higher budget for a week is taken for one of four weeks, or of a year. */
    readonly mostWeeklyPence: number;
    /** More CQC locations than `few`, and than this share of those listed, leave the list only on request: the file may be a part of the directory. */
    readonly goneAtOnce: { readonly few: number; readonly mostShare: number };
  };
  /** A postcode sector of fewer postcodes is published as its neighbour, so that no published position narrows to one postcode. */
  readonly leastSectorPostcodes: number;
  readonly photos: {
    /** A picture of more is refused by its header, before any of it is unpacked: what it would need is memory. */
    readonly mostMegapixels: number;
    /** A picture whose shorter side has fewer shows nobody. */
    readonly leastPixels: number;
    /** A JPEG is drawn again by each of its scans: cameras make one, or some ten. */
    readonly mostScans: number;
    /** The two squares that are made of a photo: their sides, and the bytes each has at most. */
    readonly small: PictureSize;
    readonly large: PictureSize;
    /** JPEG qualities to try, best first, until a picture is small enough. */
    readonly qualities: readonly number[];
    /** Seconds a browser keeps a public photo: what is under a name never changes. */
    readonly keptByBrowsersSeconds: number;
    /** Seconds the edge gives out a photo that is public no more: kept short, so that what is taken back is gone. */
    readonly keptByEdgeSeconds: number;
  };
  /** The public change log: what holds it together instead of a head (docs/decisions/0020-a-log-without-a-head.md). */
  readonly changeLog: {
    /** Seconds two processes' clocks may be apart. */
    readonly clocksApartSeconds: number;
    /** Seconds after its stamp a change is committed or given up. */
    readonly commitSeconds: number;
    /** Seconds what is committed may stay unseen by an eventually consistent read. */
    readonly lateReadSeconds: number;
    /** How far back of its last look a reader looks again: more than the three above together. */
    readonly windowSeconds: number;
    /** The snapshot takes in what is older than so many seconds: well over the window. */
    readonly settledSeconds: number;
    /** Minutes that replaced tiles and records in the snapshot stay, for whoever still reads or pages by them. */
    readonly keptMinutes: number;
    /** One change in so many wakes the snapshot builder, in the long run. */
    readonly recordsASnapshot: number;
    /** Days a tile lives unless the builder renews it, which it does with half of them left. */
    readonly tileDays: number;
  };
}

/** So many in so many days, and all of them at once where none was used. */
function everyDays(count: number, days: number): Limit {
  return { perMinute: count / (days * 24 * 60), burst: count };
}

/** The figures in use. */
export const servicePolicy: ServicePolicy = {
  ...serviceData,
  limits: {
    ...serviceData.limits,
    "mails-of-account": everyDays(serviceData.mailToStrangers.dailyOfAccount, 1),
    "mails-to-address": everyDays(serviceData.mailToStrangers.monthlyToAddress, 30),
    "contacts-of-person": everyDays(serviceData.contacts.dailyOfPerson, 1),
    "contacts-of-network": everyDays(serviceData.contacts.dailyOfNetwork, 1),
    "contacts-to-listing": everyDays(serviceData.contacts.dailyToListing, 1),
  },
};
