import type { Refusal } from '@echocohort/kernel';

/** HTTP status of each refusal code that is not a plain "the content is not acceptable" (422). One table for every feature. */
const STATUS: Readonly<Record<string, number>> = {
  'malformed-request': 400,
  'malformed-json': 400,
  'invalid-cursor': 400,
  'signed-out': 401,
  'wrong-password': 401,
  forbidden: 403,
  'account-disabled': 403,
  'not-found': 404,
  'no-such-route': 404,
  'method-not-allowed': 405,
  conflict: 409,
  locked: 409,
  'case-locked': 409,
  'case-withdrawn': 409,
  'cohort-locked': 409,
  'slot-filled': 409,
  'image-superseded': 409,
  'in-progress': 409,
  'outcome-unknown': 409,
  'already-done': 409,
  'email-taken': 409,
  'name-taken': 409,
  'not-ready': 409,
  'wrong-state': 409,
  'transition-not-allowed': 409,
  'link-used': 410,
  'version-changed': 412,
  'too-large': 413,
  'wrong-media-type': 415,
  'range-not-satisfiable': 416,
  'locked-out': 429,
  'if-match-missing': 428,
  unexpected: 500,
  'no-study': 503,
  'database-down': 503,
  'storage-down': 503,
  'storage-full': 507,
};

/** The status that a refusal is answered with: 422 unless the table says otherwise. */
export const statusOf = (refusal: Refusal): number => STATUS[refusal.code] ?? 422;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
};

/** The standard phrase of a status, for the `title` of a problem document. */
export const titleOf = (status: number): string => TITLES[status] ?? 'Refused';
