// The client of MemorySync. A call gives the object of the answer as it came: an answer that stores
// nothing says so by itself, and nothing is made of it here. null: the answer had no body.

import { Caller, jsonIn, onWire, present, queryOf, segment } from './calling.mjs';
import { isRecord } from './errors.mjs';
import { MemorySyncError, refusalOf, requestIdIn, ValidationError } from './memorysync_errors.mjs';

const BATCH_MAX = 50; // items of one call

class MemorySyncCaller extends Caller {
  #endUserId;

  constructor({ endUserId, ...options }) {
    super({ ...options, refusalOf });
    this.#endUserId = endUserId;
  }

  /** The JSON of the answer; throws MemorySyncError. Names of members become those of the wire. */
  async call(method, target, members) {
    const body = members && onWire(present(members));
    const headers = target.startsWith('/memory/') ? this.#headersOfUser() : {};
    const answer = await this.answer(method, target, { body, headers });
    try {
      return answer.body.length > 0 ? jsonIn(answer.body) : null;
    } catch {
      throw new MemorySyncError('a success whose body is no JSON', {
        statusCode: answer.status,
        requestId: requestIdIn(answer.headers),
        response: answer,
      });
    }
  }

  #headersOfUser() {
    if (!this.#endUserId) throw new ValidationError("calls of memory need the client's endUserId");
    return { 'X-End-User-ID': this.#endUserId };
  }
}

/** Times are in milliseconds; `timeoutMs` is that of one attempt. */
export class MemorySyncClient {
  #caller;

  constructor({
    baseUrl,
    apiKey,
    endUserId,
    projectId,
    timeoutMs = 30_000,
    maxRetries = 3,
    retryBackoffMs = 500,
  }) {
    for (const [name, value] of Object.entries({ endUserId, projectId })) {
      if (value && !/^[\x20-\x7e]+$/.test(value)) {
        throw new TypeError(`${name} holds what no header can carry`);
      }
    }
    // An empty project is not the same as none.
    const headers = { 'X-API-Key': apiKey, ...(projectId && { 'X-Project-ID': projectId }) };
    const times = { timeoutMs, maxRetries, retryBackoffMs };
    this.#caller = new MemorySyncCaller({ baseUrl, apiKey, headers, endUserId, ...times });
  }

  memory = {
    add: (memory) => this.#caller.call('POST', '/memory/add', memory),
    batch: ({ items, deduplicate }) => this.#batch(items, deduplicate),
    query: (question) => this.#caller.call('POST', '/memory/query', question),
    search: (question) => this.#caller.call('POST', '/memory/search', question),
    get: async ({ memoryId }) => this.#caller.call('GET', `/memory/${numberOf(memoryId)}`),
    update: async ({ memoryId, ...changes }) =>
      this.#caller.call('PATCH', `/memory/${numberOf(memoryId)}`, changes),
    forget: async ({ memoryIds }) =>
      this.#caller.call('DELETE', '/memory/forget', { memory_ids: memoryIds.map(numberOf) }),
    export: () => this.#caller.call('GET', '/memory/export'),
  };

  turns = {
    add: (turn) => this.#caller.call('POST', '/v1/memory/add_turn', turn),
    recall: (question) => this.#caller.call('POST', '/v1/memory/recall', question),
    query: (question) => this.#caller.call('POST', '/v1/memory/query', question),
    list: async ({ tenantId, userId, limit }) => {
      const path = `/v1/memory/${segment(tenantId)}/${segment(userId)}/list`;
      return this.#caller.call('GET', path + queryOf({ limit }));
    },
  };

  projects = { list: () => this.#caller.call('GET', '/org/projects') };

  health = () => this.#caller.call('GET', '/health');

  // The answer as it came; of more items than one call takes, one made of all answers.
  async #batch(items, deduplicate) {
    const send = (some) =>
      this.#caller.call('POST', '/memory/batch', {
        items: some.map((item) => present(onWire(item))),
        deduplicate,
      });
    if (items.length <= BATCH_MAX) return send(items);
    const results = [];
    for (let begin = 0; begin < items.length; begin += BATCH_MAX) {
      const part = items.slice(begin, begin + BATCH_MAX);
      try {
        results.push(...resultsOf(await send(part), part, begin));
      } catch (error) {
        if (error instanceof MemorySyncError) error.results = results;
        throw error;
      }
    }
    const count = (status) => results.filter((each) => each.status === status).length;
    const counts = ['created', 'skipped', 'rejected'].map((status) => [status, count(status)]);
    return { total: results.length, ...Object.fromEntries(counts), results };
  }
}

// What became of each item, counted from the first of all; an answer may not say.
function resultsOf(answer, items, begin) {
  const unsaid = { status: 'unknown', memory_ids: [], reason: 'the server did not say' };
  const told = Array.isArray(answer?.results) ? answer.results : items.map(() => unsaid);
  return told.map((each, index) => ({
    ...(isRecord(each) ? each : { status: 'unknown' }),
    index: begin + index,
  }));
}

// Ids are integers here; the tenant surface writes the same one as m_42.
function numberOf(memoryId) {
  const isText = typeof memoryId === 'string' && /^(m_)?[0-9]{1,15}$/.test(memoryId);
  const number = isText ? Number(memoryId.replace(/^m_/, '')) : memoryId;
  if (Number.isSafeInteger(number)) return number;
  throw new ValidationError(`${JSON.stringify(memoryId)} is no id of a memory: give an integer`);
}
