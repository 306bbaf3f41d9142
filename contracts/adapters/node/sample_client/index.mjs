// A small client of the Memsy control plane on Node's fetch, to be read and judged.
//
//   client.mjs     the methods, and the loop that tries again
//   transport.mjs  one request by fetch
//   headers.mjs    usage, rate limit, Retry-After
//   json.mjs       JSON with integers as they were sent
//   models.mjs     what calls give
//   errors.mjs     what calls throw

export { MemsyControlClient } from './client.mjs';
export {
  MemsyAPIError,
  MemsyAuthError,
  MemsyAuthorizationError,
  MemsyBillingNotEnabledError,
  MemsyConnectionError,
  MemsyError,
  MemsyFeatureNotAvailableError,
  MemsyKeyLimitReachedError,
  MemsyOrgIdNotAllowedError,
  MemsyOrgLimitReachedError,
  MemsyRateLimitError,
  MemsySeatLimitReachedError,
  MemsySeatRequiredError,
  MemsyUsageLimitExceededError,
} from './errors.mjs';

export const version = '1.0.0';
