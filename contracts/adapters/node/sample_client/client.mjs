// The client of the control plane: thirteen methods.

import { segment } from './calling.mjs';
import { MemsyCaller } from './memsy.mjs';
import * as models from './models.mjs';

/** Times are in milliseconds; `timeoutMs` is that of one attempt. */
export class MemsyControlClient {
  #caller;

  constructor(options) {
    this.#caller = new MemsyCaller(options);
  }

  me = () => this.#caller.get(models.me, '/me');
  health = () => this.#caller.get(models.health, '/health');

  usage = {
    summary: () => this.#caller.get(models.usageSummary, '/usage/summary'),
    timeseries: ({ dimension, granularity = 'daily', periodStart, periodEnd } = {}) =>
      this.#caller.get(models.usageTimeseries, '/usage/timeseries', {
        granularity,
        dimension,
        period_start: periodStart,
        period_end: periodEnd,
      }),
  };

  billing = {
    summary: () => this.#caller.get(models.billingSummary, '/billing/summary'),
    invoices: () => this.#caller.get(models.invoices, '/billing/invoices'),
  };

  keys = {
    list: () => this.#caller.get(models.apiKeys, '/keys'),
    create: (name, { scopes = ['read', 'write'], expiresAt } = {}) =>
      this.#caller.post(models.createdKey, '/keys', { name, scopes, expires_at: expiresAt }),
    usage: async (keyId) => this.#caller.get(models.keyUsage, `/keys/${segment(keyId)}/usage`),
    delete: async (keyId) => this.#caller.call(models.nothing, 'DELETE', `/keys/${segment(keyId)}`),
  };

  events = {
    list: ({ actorId, sessionId, kind, sort = 'ts_desc', limit = 50, offset = 0 } = {}) =>
      this.#caller.get(models.events, '/console/events', {
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
      this.#caller.post(models.interest, '/interest/pro', {
        email,
        name,
        company,
        use_case: useCase,
        notes,
      }),
    status: () => this.#caller.get(models.interestStatus, '/interest/pro/status'),
  };
}
