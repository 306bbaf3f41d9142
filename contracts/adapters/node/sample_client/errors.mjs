// Everything that a call can throw, in one tree, and how an answer becomes one of it.

import { parseJson } from './json.mjs';

const TEXT_MAX = 500; // characters of the server's text in a message; `detail` has all of it

/** The root. */
export class MemsyError extends Error {
  get name() {
    return this.constructor.name;
  }
}

/** No whole answer came: refused, reset, cut off, garbled, or not in time. */
export class MemsyConnectionError extends MemsyError {}

/**
 * An answer that is no success, or a success that is not what was promised. `statusCode` is the
 * HTTP status, `detail` the server's text, `errorCode` its code or null, `response` the answer.
 */
export class MemsyAPIError extends MemsyError {
  static extras = []; // [attribute, names in the body, type]

  constructor(message, { statusCode, detail = message, errorCode = null, response } = {}) {
    super(message);
    Object.assign(this, { statusCode, detail, errorCode, response });
  }
}

export class MemsyOrgIdNotAllowedError extends MemsyAPIError {}

export class MemsyAuthError extends MemsyAPIError {}

export class MemsyAuthorizationError extends MemsyAPIError {
  static extras = [['requiredScope', ['required_scope', 'scope'], 'string']];
}

export class MemsyFeatureNotAvailableError extends MemsyAPIError {
  static extras = [
    ['feature', ['feature'], 'string'],
    ['currentTier', ['current_tier'], 'string'],
    ['upgradeUrl', ['upgrade_url'], 'string'],
  ];
}

export class MemsySeatRequiredError extends MemsyAPIError {}

const LIMIT = [
  ['limit', ['limit'], 'integer'],
  ['current', ['current'], 'integer'],
];

export class MemsyOrgLimitReachedError extends MemsyAPIError {
  static extras = LIMIT;
}

export class MemsyKeyLimitReachedError extends MemsyAPIError {
  static extras = LIMIT;
}

export class MemsyBillingNotEnabledError extends MemsyAPIError {
  static extras = [['interestPath', ['interest_path'], 'string']];
}

export class MemsySeatLimitReachedError extends MemsyAPIError {
  static extras = [
    ['purchasedSeats', ['purchased_seats'], 'integer'],
    ['assignedSeats', ['assigned_seats'], 'integer'],
    ['pendingInvites', ['pending_invites'], 'integer'],
  ];
}

/** The quota of the billing period is used up. */
export class MemsyUsageLimitExceededError extends MemsyAPIError {
  static extras = [
    ['dimension', ['dimension'], 'string'],
    ['upgradeUrl', ['upgrade_url'], 'string'],
    ...LIMIT,
  ];
}

/** Too many calls. `retryAfter` is what the last answer asked for, in seconds, or null. */
export class MemsyRateLimitError extends MemsyAPIError {
  retryAfter = null;
}

const classOf = new Map([
  ['400 org_id_not_allowed', MemsyOrgIdNotAllowedError],
  ['403 feature_not_available', MemsyFeatureNotAvailableError],
  ['403 seat_required', MemsySeatRequiredError],
  ['403 org_limit_reached', MemsyOrgLimitReachedError],
  ['403 key_limit_reached', MemsyKeyLimitReachedError],
  ['403 billing_not_enabled', MemsyBillingNotEnabledError],
  ['409 seat_limit_reached', MemsySeatLimitReachedError],
  ['429 usage_limit_exceeded', MemsyUsageLimitExceededError],
]);

/** The error that an answer which is no success stands for. */
export function errorOf(answer) {
  const raw = new TextDecoder().decode(answer.body);
  const { members, text } = read(raw);
  const errorCode = textIn(members, 'error') || null;
  const Found = findClass(answer.status, errorCode, members, text);
  const error = new Found(`${answer.status}: ${text.slice(0, TEXT_MAX)}`, {
    statusCode: answer.status,
    detail: text,
    errorCode,
    response: answer,
  });
  for (const [attribute, names, type] of Found.extras) {
    const name = names.find((each) => isOf(type, members[each]));
    error[attribute] = name === undefined ? null : members[name];
  }
  return error;
}

// A code counts with its own status only; the first rule that fits decides.
function findClass(status, code, members, text) {
  if (status === 401 || (status === 403 && isGatewayRefusal(members))) return MemsyAuthError;
  const found = classOf.get(`${status} ${code}`);
  if (found !== undefined) return found;
  if (status === 403) return MemsyAuthorizationError;
  if (status !== 429) return MemsyAPIError;
  const isQuota = code === null && text.toLowerCase().includes('quota');
  return isQuota ? MemsyUsageLimitExceededError : MemsyRateLimitError;
}

// Exactly {"message":"Forbidden"}: by a gateway that does not know the key.
const isGatewayRefusal = (members) =>
  Object.keys(members).length === 1 && members.message === 'Forbidden';

// The members that count, with those under `detail` over the others, and the server's text.
function read(raw) {
  const top = parsed(raw);
  if (!isRecord(top)) return { members: {}, text: raw };
  const { detail, ...others } = top;
  const text = isRecord(detail)
    ? textIn(detail, 'message') || textIn(detail, 'error')
    : textIn(top, 'detail');
  return {
    members: isRecord(detail) ? { ...others, ...detail } : top,
    text: text || textIn(top, 'message') || textIn(top, 'error') || raw,
  };
}

function parsed(raw) {
  try {
    return parseJson(raw);
  } catch {
    return undefined;
  }
}

export const isRecord = (value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

// A bigint where a number would be rounded.
export const isInteger = (value) => Number.isInteger(value) || typeof value === 'bigint';

const textIn = (members, name) => (typeof members[name] === 'string' ? members[name] : '');

const isOf = (type, value) =>
  type === 'integer' ? isInteger(value) : typeof value === type;
