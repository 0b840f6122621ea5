import { NO_UPLOAD_PAGE, UPLOAD_PAGE, UPLOADS } from "../shared/domain/upload-path.ts";

// What stands between a form that sends a file and the bucket: code of the edge, which knows nothing but what it is given.
// `shared/domain/upload-path.ts` says the same where functions and the local system need it, and a test holds them together.

/** In which header the page of the form goes with its request. */
export const BACK_HEADER = "x-trellis-back";

/** Takes a form to the bucket, which has one address for all of them, and notes the page it came from. Whoever only looks goes back there. */
export const UPLOAD_REQUEST_CODE = `function handler(event) {
  var request = event.request;
  var page = request.uri.slice(${UPLOADS.length});
  if (!/${UPLOAD_PAGE.source}/.test(page)) page = "${NO_UPLOAD_PAGE}";
  if (request.method !== "POST") return { statusCode: 303, statusDescription: "See Other", headers: { location: { value: page } } };
  request.headers["${BACK_HEADER}"] = { value: page };
  request.uri = "/";
  request.querystring = {};
  return request;
}`;

/**
 * Puts the page of the form in place of what the bucket refuses. It is asked for errors too, and may answer with a redirect.
 * Source: Amazon CloudFront Developer Guide, 'Update HTTP responses in origin response triggers'.
 */
export const UPLOAD_RESPONSE_CODE = `exports.handler = async (event) => {
  const { request, response } = event.Records[0].cf;
  const status = Number(response.status);
  if (status < 400) return response;
  const fault = status === 403 ? "over" : status < 500 ? "unfit" : "trouble";
  const page = request.headers["${BACK_HEADER}"]?.[0]?.value ?? "${NO_UPLOAD_PAGE}";
  return {
    ...response,
    status: "303",
    statusDescription: "See Other",
    headers: {
      ...response.headers,
      location: [{ key: "Location", value: page + "?upload=" + fault }],
      "cache-control": [{ key: "Cache-Control", value: "no-store" }],
    },
    body: "",
  };
};`;
