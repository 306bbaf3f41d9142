// The Store of one process: everything in memory behind one lock per world, so worlds never wait
// for each other. Creating one copies pointers to the records of the seed, not the records.
#pragma once

#include <memory>

#include "simulator/domain/random.h"
#include "simulator/store/store.h"

namespace fauxplane {

struct MemoryStoreOptions {
  std::array<DimensionKind, kDimensionsMax> kinds{};  // of the service's dimensions
  Seed seed = 0;                                      // what a step's chance is drawn from
  std::size_t journal_entries_max = 10'000;
  std::size_t journal_bytes_max = 16U << 20U;  // of request and answer bytes
};

[[nodiscard]] std::unique_ptr<Store> make_memory_store(const MemoryStoreOptions& options);

}  // namespace fauxplane
