// What all the clients do alike: a request and its attempts.

import { backoffBefore, WAIT_MAX_MS } from './headers.mjs';
import { parseJson } from './json.mjs';
import { exchange, TransportError, wait } from './transport.mjs';

/**
 * One place that is asked, and one key. Times are in milliseconds.
 *
 * `refusalOf(outcome, backoffMs)` is given an answer that is no success, or a TransportError, and
 * gives [error, waitMs]: what it stands for, and the wait before another attempt; null when no
 * other attempt is to be made.
 */
export class Caller {
  #baseUrl;
  #key;
  #headers;
  #refusalOf;
  #options;

  constructor({ baseUrl, apiKey, headers, refusalOf, timeoutMs, maxRetries, retryBackoffMs }) {
    const url = new URL(baseUrl);
    if (!/^https?:$/.test(url.protocol)) throw new TypeError('baseUrl is not one of http or https');
    if (!/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new TypeError('apiKey holds what no header can carry'); // without telling it
    }
    this.#baseUrl = url.origin + url.pathname.replace(/\/+$/, '');
    this.#key = apiKey;
    this.#headers = headers;
    this.#refusalOf = refusalOf;
    this.#options = { timeoutMs, maxRetries, retryBackoffMs };
  }

  /** The answer that is a success, after as many attempts as it took; throws the error. */
  async answer(method, target, { body, headers } = {}) {
    const request = {
      method,
      headers: {
        ...this.#headers,
        Accept: 'application/json',
        'Accept-Encoding': 'identity',
        ...headers,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    };
    const { timeoutMs, maxRetries, retryBackoffMs } = this.#options;
    for (let attempt = 0; ; ++attempt) {
      const outcome = await attempted(this.#baseUrl + target, request, timeoutMs);
      if (outcome.status >= 200 && outcome.status < 300) return outcome;
      const [error, waitMs] = this.#refusalOf(outcome, backoffBefore(attempt, retryBackoffMs));
      if (waitMs === null || attempt >= maxRetries) throw this.redacted(error);
      await wait(Math.min(waitMs, WAIT_MAX_MS));
    }
  }

  /** A server may quote the key in what it says. */
  redacted(error) {
    for (const name of ['message', 'stack', 'detail']) {
      if (typeof error[name] === 'string') error[name] = this.#hidden(error[name]);
    }
    return error;
  }

  #hidden(text) {
    return text.replaceAll(this.#key, '[key]');
  }
}

async function attempted(url, request, timeoutMs) {
  try {
    return await exchange(url, request, timeoutMs);
  } catch (error) {
    if (error instanceof TransportError) return error;
    throw error;
  }
}

/** Without what is not set: that is left out, never sent as null. */
export const present = (members) =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null),
  );

/** The members with their names on the wire; what they hold is not looked into. */
export const onWire = (members) =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

export function queryOf(query) {
  const pairs = Object.entries(present(query)).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** An id as one segment of a path, whatever it holds. In a URL dots alone would lead up. */
export function segment(id) {
  if (typeof id !== 'string' || ['', '.', '..'].includes(id)) {
    throw new TypeError(`${JSON.stringify(id)} is no id`);
  }
  return encodeURIComponent(id);
}

/** Throws TypeError for bytes that are no UTF-8, SyntaxError for what is no JSON. */
export const jsonIn = (body) =>
  // response.json() would replace bytes that are no UTF-8.
  parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
