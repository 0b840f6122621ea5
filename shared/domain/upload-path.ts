/** Where forms send files on our own address: what stands in front of the site passes them on to the bucket, and puts a page of ours in place of what it refuses. */
export const UPLOADS = "/upload";

/** The pages that have such a form, and get whoever sends one back. */
export const UPLOAD_PAGE =
  /^\/(?:applications\/[\w.-]+\/(?:evidence\/[\w.-]+|photo)|people\/[\w.-]+\/balance\/(?:receipts|paper)\/[\w.-]+|payment-accounts\/[\w.-]+\/paper\/[\w.-]+)$/;

/** Where those go back to who came from no such page. */
export const NO_UPLOAD_PAGE = "/applications";

/** The action of a form on a page. */
export const uploadPath = (page: string): string => `${UPLOADS}${page}`;

/** The page that a form sent to such a path is on. */
export function uploadPageOf(path: string): string {
  const page = path.slice(UPLOADS.length);
  return UPLOAD_PAGE.test(page) ? page : NO_UPLOAD_PAGE;
}

/** Why a file was not taken, as far as the bucket's status tells: the form was `over` or changed, the file is `unfit` (too large or empty, or it did not come whole), or the bucket is in `trouble`. */
export const UPLOAD_FAULTS = ["over", "unfit", "trouble"] as const;
export type UploadFault = (typeof UPLOAD_FAULTS)[number];

/** Source: Amazon S3 API reference, error responses: AccessDenied (403) where a policy is over or not met; EntityTooLarge and EntityTooSmall (400). */
export const uploadFaultOf = (status: number): UploadFault => (status === 403 ? "over" : status < 500 ? "unfit" : "trouble");

/** Where a browser goes whose file was not taken. */
export const afterUploadFault = (page: string, status: number): string => `${page}?upload=${uploadFaultOf(status)}`;
