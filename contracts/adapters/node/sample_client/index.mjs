// Small clients of Memsy and MemorySync on Node's fetch, to be read and judged.
//
//   client.mjs             Memsy's control plane: the methods
//   hot_path.mjs           Memsy's hot path: the methods, and what they give
//   records.mjs            its orgs, roles and teams
//   memsy.mjs              what is tried again, and what becomes of an answer
//   models.mjs             what calls of the control plane give
//   errors.mjs             what calls of Memsy throw
//   headers.mjs            usage, rate limit, Retry-After
//   memorysync.mjs         MemorySync: the methods
//   memorysync_errors.mjs  what they throw, and what is tried again
//   calling.mjs            a request and its attempts
//   transport.mjs          one request by fetch
//   json.mjs               JSON with integers as they were sent

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
export { MemsyClient } from './hot_path.mjs';

export const version = '1.0.0';
