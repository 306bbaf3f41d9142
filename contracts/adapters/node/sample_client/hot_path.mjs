// The client of the hot path: what is stored, and found again.

import { onWire, present, segment } from './calling.mjs';
import { MemsyCaller } from './memsy.mjs';
import { anyObject, flag, integer, listOf, number, object, optional, text } from './models.mjs';
import { memberCalls, orgCalls } from './records.mjs';

const texts = listOf(text);

const ingested = object({ event_ids: texts }); // in the order of the events

const found = object({
  results: listOf(
    object({ id: text, content: text, score: number, metadata: optional(anyObject) }),
  ),
});

const statuses = object({
  completedIds: texts,
  failedIds: texts,
  pendingIds: texts,
  total: integer,
  statuses: optional(anyObject),
  unknownIds: optional(texts),
});

const memory = object({
  memory_id: text,
  org_id: text,
  scope: object({
    level: text,
    actor_id: optional(text),
    team_id: optional(text),
    role_id: optional(text),
  }),
  type: optional(text, ''),
  kind: optional(text, ''),
  memory_kind: optional(text, ''),
  status: optional(text, ''),
  text: optional(text, ''),
  confidence: optional(number, 0),
  strength: optional(number, 0),
  decay_half_life_days: optional(number, 0),
  recall_count: optional(integer, 0),
  pinned: optional(flag, false),
  tags: optional(texts, []),
  source_event_ids: optional(texts, []),
  source_urls: optional(texts, []),
  entity_refs: optional(listOf(anyObject), []),
  summary: optional(text),
  payload: optional(anyObject),
  last_recalled_at: optional(text),
  effective_from: optional(text),
  effective_to: optional(text),
  observed_at: optional(text),
  created_at: optional(text),
  updated_at: optional(text),
});

const memories = object({
  items: listOf(memory),
  total: integer,
  limit: integer,
  offset: integer,
});

const memoryStats = object({
  total: integer,
  total_memories: integer,
  active_memories: integer,
  avg_confidence: number,
  avg_strength: number,
  by_type: optional(anyObject, {}),
  by_kind: optional(anyObject, {}),
  by_status: optional(anyObject, {}),
  top_entities: optional(listOf(anyObject), []),
  confidence_buckets: optional(listOf(anyObject)),
  date_range: optional(anyObject),
});

// An empty list is as good as none.
const unlessEmpty = (list) => (list?.length > 0 ? list : undefined);

/** Times are in milliseconds; `timeoutMs` is that of one attempt. */
export class MemsyClient {
  #caller;

  constructor(options) {
    this.#caller = new MemsyCaller(options);
    this.orgs = orgCalls(this.#caller);
    this.roles = memberCalls(this.#caller, '/roles', 'role_id');
    this.teams = memberCalls(this.#caller, '/teams', 'team_id');
  }

  /** `events`: objects with actorId, sessionId, kind, content, and what else is known. */
  async ingest(events) {
    if (!Array.isArray(events)) throw new TypeError('events is no array');
    const body = { events: events.map((event) => present(onWire(event))) };
    return this.#caller.post(ingested, '/ingest', body);
  }

  search = (
    query,
    { actorId, limit = 10, threshold = 0, includeSourceEvents = false, roleIds, teamIds } = {},
  ) =>
    this.#caller.post(found, '/search', {
      query,
      limit,
      threshold,
      include_source_events: includeSourceEvents,
      actor_id: actorId,
      role_ids: unlessEmpty(roleIds),
      team_ids: unlessEmpty(teamIds),
    });

  status = (eventIds) => this.#caller.post(statuses, '/status', { event_ids: eventIds });

  memories = {
    list: ({
      actorId,
      kind,
      type,
      status,
      sort = 'observed_at_desc',
      search,
      limit = 50,
      offset = 0,
    } = {}) =>
      this.#caller.get(memories, '/console/memories', {
        actor_id: actorId,
        kind,
        type,
        status,
        sort,
        search,
        limit,
        offset,
      }),
    stats: () => this.#caller.get(memoryStats, '/console/memories/stats'),
    get: async (memoryId) => this.#caller.get(memory, `/console/memories/${segment(memoryId)}`),
  };
}
