#include "simulator/pipeline/gzip.h"

#include <rapidcheck/gtest.h>
#include <zlib.h>

namespace fauxplane {
namespace {

// What a client reads; empty when it is no gzip.
std::string expanded(std::string gzip, std::size_t size_max) {
  constexpr int kGzip = 16;
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, MAX_WBITS + kGzip), Z_OK);
  std::string output(size_max, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(gzip.data());
  stream.avail_in = static_cast<uInt>(gzip.size());
  stream.next_out = reinterpret_cast<Bytef*>(output.data());
  stream.avail_out = static_cast<uInt>(output.size());
  const bool is_whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
  output.resize(is_whole ? stream.total_out : 0);
  inflateEnd(&stream);
  return output;
}

RC_GTEST_PROP(GzipProperty, ExpandsToWhatWasCompressed, (std::string text)) {
  const std::string gzip = gzipped(text);
  RC_ASSERT(expanded(gzip, text.size() + 1) == text);
  RC_ASSERT(gzipped(text) == gzip);
}

}  // namespace
}  // namespace fauxplane
