// The client: thirteen methods, and one loop that tries again.

import { errorOf, MemsyAPIError, MemsyError, MemsyRateLimitError } from './errors.mjs';
import { rateLimitIn, retryAfterIn, usageIn, waitBefore } from './headers.mjs';
import { parseJson } from './json.mjs';
import * as models from './models.mjs';
import { exchange, wait } from './transport.mjs';

/** Times are in milliseconds; `timeoutMs` is that of one attempt. */
export class MemsyControlClient {
  #baseUrl;
  #key;
  #timeoutMs;
  #maxRetries;
  #backoffMs;

  constructor({ baseUrl, apiKey, timeoutMs = 30_000, maxRetries = 3, retryBackoffMs = 1000 }) {
    const url = new URL(baseUrl);
    if (!/^https?:$/.test(url.protocol)) throw new TypeError('baseUrl is not one of http or https');
    if (!/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new TypeError('apiKey holds what no header can carry'); // without telling it
    }
    this.#baseUrl = url.origin + url.pathname.replace(/\/+$/, '');
    this.#key = apiKey;
    this.#timeoutMs = timeoutMs;
    this.#maxRetries = maxRetries;
    this.#backoffMs = retryBackoffMs;
  }

  me = () => this.#get(models.me, '/me');
  health = () => this.#get(models.health, '/health');

  usage = {
    summary: () => this.#get(models.usageSummary, '/usage/summary'),
    timeseries: ({ dimension, granularity = 'daily', periodStart, periodEnd } = {}) =>
      this.#get(models.usageTimeseries, '/usage/timeseries', {
        granularity,
        dimension,
        period_start: periodStart,
        period_end: periodEnd,
      }),
  };

  billing = {
    summary: () => this.#get(models.billingSummary, '/billing/summary'),
    invoices: () => this.#get(models.invoices, '/billing/invoices'),
  };

  keys = {
    list: () => this.#get(models.apiKeys, '/keys'),
    create: (name, { scopes = ['read', 'write'], expiresAt } = {}) =>
      this.#post(models.createdKey, '/keys', { name, scopes, expires_at: expiresAt }),
    usage: async (keyId) => this.#get(models.keyUsage, `/keys/${segment(keyId)}/usage`),
    delete: async (keyId) => this.#call(models.nothing, 'DELETE', `/keys/${segment(keyId)}`),
  };

  events = {
    list: ({ actorId, sessionId, kind, sort = 'ts_desc', limit = 50, offset = 0 } = {}) =>
      this.#get(models.events, '/console/events', {
        actor_id: actorId,
        session_id: sessionId,
        kind,
        sort,
        limit,
        offset,
      }),
  };

  interest = {
    express: (email, name, { company, useCase, notes } = {}) =>
      this.#post(models.interest, '/interest/pro', {
        email,
        name,
        company,
        use_case: useCase,
        notes,
      }),
    status: () => this.#get(models.interestStatus, '/interest/pro/status'),
  };

  #get(read, path, query = {}) {
    return this.#call(read, 'GET', path + queryOf(query));
  }

  #post(read, path, members) {
    const body = Object.fromEntries(present(members));
    return this.#call(read, 'POST', path, JSON.stringify(body));
  }

  // One call with its retries; throws MemsyError.
  async #call(read, method, target, body) {
    const headers = {
      Authorization: `Bearer ${this.#key}`,
      Accept: 'application/json',
      'Accept-Encoding': 'identity',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    };
    try {
      const answer = await this.#answer(this.#baseUrl + target, { method, headers, body });
      return this.#result(read, answer);
    } catch (error) {
      throw error instanceof MemsyError ? this.#redacted(error) : error;
    }
  }

  // The answer that is a success. Only 429 is tried again: it says that nothing was done.
  async #answer(url, request) {
    for (let attempt = 0; ; ++attempt) {
      const answer = await exchange(url, request, this.#timeoutMs);
      if (answer.status >= 200 && answer.status < 300) return answer;
      const askedS = retryAfterIn(answer.headers, Date.now());
      if (answer.status !== 429 || attempt >= this.#maxRetries) {
        const error = errorOf(answer);
        if (error instanceof MemsyRateLimitError) error.retryAfter = askedS;
        throw error;
      }
      await wait(waitBefore(attempt, askedS, this.#backoffMs));
    }
  }

  #result(read, answer) {
    let value;
    try {
      value = read(read === models.nothing ? null : jsonOf(answer.body, read), 'the body');
    } catch (error) {
      // A SyntaxError may quote the body, keys that it holds included: its text is left out.
      const why = error instanceof models.ShapeError ? error.message : 'the body is no JSON';
      throw new MemsyAPIError(`${answer.status}: not what was promised: ${why}`, {
        statusCode: answer.status,
        response: answer,
      });
    }
    if (value === null || typeof value !== 'object') return value;
    // Beside the body, also of a list: what the headers of the answer say.
    return Object.defineProperties(value, {
      usage: { value: usageIn(answer.headers), enumerable: !Array.isArray(value) },
      rateLimit: { value: rateLimitIn(answer.headers), enumerable: !Array.isArray(value) },
    });
  }

  // A server may quote the key in what it says.
  #redacted(error) {
    error.message = error.message.replaceAll(this.#key, '[key]');
    error.stack = error.stack.replaceAll(this.#key, '[key]');
    if (error instanceof MemsyAPIError) error.detail = error.detail.replaceAll(this.#key, '[key]');
    return error;
  }
}

function jsonOf(body, read) {
  if (body.length === 0 && read === models.invoices) return []; // nothing at all is an empty list
  if (body.length === 0 && read === models.keyUsage) return { usage: [] };
  // Bytes that are no UTF-8 are an error; response.json() would replace them.
  return parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
}

const present = (members) =>
  Object.entries(members).filter(([, value]) => value !== undefined && value !== null);

function queryOf(query) {
  const pairs = present(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

// An id as one segment of a path, whatever it holds. A URL cannot carry dots alone: they lead up.
function segment(id) {
  if (typeof id !== 'string' || ['', '.', '..'].includes(id)) {
    throw new TypeError(`${JSON.stringify(id)} is no id`);
  }
  return encodeURIComponent(id);
}
