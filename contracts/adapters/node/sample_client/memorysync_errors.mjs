// Everything that a call of MemorySync can throw, in one tree, and what is tried again.

import { isRecord } from './errors.mjs';
import { retryAfterIn } from './headers.mjs';
import { parseJson } from './json.mjs';
import { TransportError } from './transport.mjs';

const TEXT_MAX = 500; // characters of the server's text in a message; `detail` has all of it

/**
 * The root. By itself: no whole answer came, or one that stands for nothing below.
 *
 * `statusCode` is the HTTP status and `response` the answer, both null without one; `code` what
 * the server calls it, `detail` what it says, `requestId` what to quote to whoever runs it.
 * `results` is what was answered of a batch before one of its calls failed.
 */
export class MemorySyncError extends Error {
  constructor(detail, { cause, ...told } = {}) {
    const said = detail.slice(0, TEXT_MAX);
    super(told.statusCode === undefined ? said : `${told.statusCode}: ${said}`, { cause });
    const nothing = { statusCode: null, code: null, requestId: null, response: null };
    Object.assign(this, { ...nothing, ...told, detail, results: [] });
  }

  get name() {
    return this.constructor.name;
  }
}

/** 401, 403. */
export class AuthError extends MemorySyncError {}

/** 404. */
export class NotFoundError extends MemorySyncError {}

/** 400, 409, 422, or an argument that was not sent at all. */
export class ValidationError extends MemorySyncError {}

/** 429. `retryAfterSeconds` is null where no wait helps: `code` is 'limit_exceeded' then. */
export class RateLimitError extends MemorySyncError {
  retryAfterSeconds = null;
}

/** 5xx. */
export class ServerError extends MemorySyncError {}

const classOf = new Map([
  [400, ValidationError],
  [401, AuthError],
  [403, AuthError],
  [404, NotFoundError],
  [409, ValidationError],
  [422, ValidationError],
  [429, RateLimitError],
]);
const USED_UP = 'limit_exceeded';

/** The error that an answer which is no success stands for. */
export function errorOf(answer) {
  const text = new TextDecoder().decode(answer.body);
  const body = objectIn(text);
  const { code, message } = read(body);
  const known = classOf.get(answer.status) ?? MemorySyncError;
  const Found = answer.status >= 500 ? ServerError : known;
  const error = new Found(message ?? text, {
    statusCode: answer.status,
    code,
    requestId: requestIdIn(answer.headers) ?? textIn(body, 'request_id'),
    response: answer,
  });
  if (Found === RateLimitError && code !== USED_UP) {
    error.retryAfterSeconds = retryAfter(answer, body);
  }
  return error;
}

/** [error, waitMs]: the wait before another attempt, null when none is to be made. */
export function refusalOf(outcome, backoffMs) {
  if (outcome instanceof TransportError) {
    return [new MemorySyncError(outcome.message, { cause: outcome }), backoffMs];
  }
  const error = errorOf(outcome);
  if (error instanceof ServerError) {
    const askedS = retryAfterIn(outcome.headers, Date.now()) ?? 0;
    return [error, Math.max(backoffMs, askedS * 1000)];
  }
  if (error instanceof RateLimitError && error.code !== USED_UP) {
    const askedS = error.retryAfterSeconds;
    return [error, askedS === null ? backoffMs : askedS * 1000];
  }
  return [error, null];
}

export const requestIdIn = (headers) => headers.get('X-Request-ID') || null;

// Code and message in the three shapes: an object or a name in `error`, or `detail`.
function read(body) {
  const { error, detail } = body;
  if (isRecord(error)) return { code: textIn(error, 'code'), message: textIn(error, 'message') };
  if (typeof error === 'string') return { code: error, message: textIn(body, 'message') };
  if (isRecord(detail)) {
    return {
      code: textIn(detail, 'error') ?? textIn(detail, 'code'),
      message: textIn(detail, 'message'),
    };
  }
  return { code: null, message: textIn(body, 'detail') ?? textIn(body, 'message') };
}

// As the header says, or else the body.
function retryAfter(answer, body) {
  const askedS = retryAfterIn(answer.headers, Date.now());
  if (askedS !== null || !isRecord(body.error)) return askedS;
  const told = body.error.retry_after;
  return typeof told === 'number' && told >= 0 ? told : null;
}

function objectIn(text) {
  try {
    const body = parseJson(text);
    return isRecord(body) ? body : {};
  } catch {
    return {};
  }
}

const textIn = (members, name) => (typeof members[name] === 'string' ? members[name] : null);
