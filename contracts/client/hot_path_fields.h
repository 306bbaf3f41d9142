// The names of the members on the wire of what the hot path answers, as in fields.h.
#pragma once

#include "contracts/client/fields.h"
#include "contracts/client/hot_path_values.h"

namespace memsy {

template <class Visit>
void fields(Visit& visit, Is<IngestedEvents> auto& value) {
  visit("event_ids", value.event_ids);
}

template <class Visit>
void fields(Visit& visit, Is<FoundMemory> auto& value) {
  visit("id", value.id);
  visit("content", value.content);
  visit("score", value.score);
  visit("metadata", value.metadata);
}

template <class Visit>
void fields(Visit& visit, Is<FoundMemories> auto& value) {
  visit("results", value.results);
}

// The one answer of Memsy whose names are in camelCase.
template <class Visit>
void fields(Visit& visit, Is<ExtractionStatus> auto& value) {
  visit("completedIds", value.completed_ids);
  visit("failedIds", value.failed_ids);
  visit("pendingIds", value.pending_ids);
  visit("total", value.total);
  visit("statuses", value.statuses);
  visit("unknownIds", value.unknown_ids);
}

template <class Visit>
void fields(Visit& visit, Is<MemoryScope> auto& value) {
  visit("level", value.level);
  visit("actor_id", value.actor_id);
  visit("team_id", value.team_id);
  visit("role_id", value.role_id);
}

template <class Visit>
void fields(Visit& visit, Is<Memory> auto& value) {
  visit("memory_id", value.memory_id);
  visit("org_id", value.org_id);
  visit("scope", value.scope);
  visit.defaulted("type", value.type);
  visit.defaulted("kind", value.kind);
  visit.defaulted("memory_kind", value.memory_kind);
  visit.defaulted("status", value.status);
  visit.defaulted("text", value.text);
  visit.defaulted("confidence", value.confidence);
  visit.defaulted("strength", value.strength);
  visit.defaulted("decay_half_life_days", value.decay_half_life_days);
  visit.defaulted("recall_count", value.recall_count);
  visit.defaulted("pinned", value.pinned);
  visit.defaulted("tags", value.tags);
  visit.defaulted("source_event_ids", value.source_event_ids);
  visit.defaulted("source_urls", value.source_urls);
  visit.defaulted("entity_refs", value.entity_refs);
  visit("summary", value.summary);
  visit("payload", value.payload);
  visit("last_recalled_at", value.last_recalled_at);
  visit("effective_from", value.effective_from);
  visit("effective_to", value.effective_to);
  visit("observed_at", value.observed_at);
  visit("created_at", value.created_at);
  visit("updated_at", value.updated_at);
}

template <class Visit>
void fields(Visit& visit, Is<MemoryPage> auto& value) {
  visit("items", value.items);
  visit("total", value.total);
  visit("limit", value.limit);
  visit("offset", value.offset);
}

template <class Visit>
void fields(Visit& visit, Is<MemoryStats> auto& value) {
  visit("total", value.total);
  visit("total_memories", value.total_memories);
  visit("active_memories", value.active_memories);
  visit("avg_confidence", value.avg_confidence);
  visit("avg_strength", value.avg_strength);
  visit.defaulted("by_type", value.by_type);
  visit.defaulted("by_kind", value.by_kind);
  visit.defaulted("by_status", value.by_status);
  visit.defaulted("top_entities", value.top_entities);
  visit("confidence_buckets", value.confidence_buckets);
  visit("date_range", value.date_range);
}

}  // namespace memsy
