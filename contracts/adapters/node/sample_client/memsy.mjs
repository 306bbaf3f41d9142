// What the two clients of Memsy do alike: what is tried again, and what becomes of an answer.

import { Caller, jsonIn, present, queryOf } from './calling.mjs';
import { errorOf, MemsyAPIError, MemsyConnectionError, MemsyRateLimitError } from './errors.mjs';
import { rateLimitIn, retryAfterIn, usageIn } from './headers.mjs';
import { nothing, ShapeError } from './models.mjs';
import { TransportError } from './transport.mjs';

export class MemsyCaller extends Caller {
  constructor({ baseUrl, apiKey, timeoutMs = 30_000, maxRetries = 3, retryBackoffMs = 1000 }) {
    const headers = { Authorization: `Bearer ${apiKey}` };
    super({ baseUrl, apiKey, headers, refusalOf, timeoutMs, maxRetries, retryBackoffMs });
  }

  get(read, path, query = {}) {
    return this.call(read, 'GET', path + queryOf(query));
  }

  post(read, path, members) {
    return this.call(read, 'POST', path, present(members));
  }

  /** What `read` makes of the answer; throws MemsyError. */
  async call(read, method, target, body) {
    const answer = await this.answer(method, target, { body });
    const value = this.#valueOf(read, answer);
    if (value === null || typeof value !== 'object') return value;
    // Beside the body, also of a list: what the headers of the answer say.
    return Object.defineProperties(value, {
      usage: { value: usageIn(answer.headers), enumerable: !Array.isArray(value) },
      rateLimit: { value: rateLimitIn(answer.headers), enumerable: !Array.isArray(value) },
    });
  }

  #valueOf(read, answer) {
    try {
      if (read === nothing) return read(null, 'the body');
      const isEmpty = answer.body.length === 0 && 'empty' in read;
      return read(isEmpty ? read.empty : jsonIn(answer.body), 'the body');
    } catch (error) {
      // A SyntaxError may quote the body, keys that it holds included: its text is left out.
      const why = error instanceof ShapeError ? error.message : 'the body is no JSON';
      throw this.redacted(
        new MemsyAPIError(`${answer.status}: not what was promised: ${why}`, {
          statusCode: answer.status,
          response: answer,
        }),
      );
    }
  }
}

// Only 429 is tried again: it says that nothing was done.
function refusalOf(outcome, backoffMs) {
  if (outcome instanceof TransportError) {
    return [new MemsyConnectionError(outcome.message, { cause: outcome }), null];
  }
  const error = errorOf(outcome);
  const askedS = retryAfterIn(outcome.headers, Date.now());
  if (error instanceof MemsyRateLimitError) error.retryAfter = askedS;
  if (outcome.status !== 429) return [error, null];
  return [error, askedS === null ? backoffMs : askedS * 1000];
}
