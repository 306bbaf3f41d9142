#include "contracts/client/transport.h"

#include <curl/curl.h>
#include <poll.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <mutex>
#include <vector>

#include "contracts/client/response_reader.h"

namespace memsy {
namespace {

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderLines = std::unique_ptr<curl_slist, FreeList>;

// What one exchange collects.
struct Progress {
  ResponseReader reader{};
  int sent = 0;  // how often libcurl was about to send the request
};

std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* progress) {
  auto& reader = static_cast<Progress*>(progress)->reader;
  return reader.take_line({bytes, size * count}) ? size * count : 0;
}

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* progress) {
  auto& reader = static_cast<Progress*>(progress)->reader;
  return reader.take_body({bytes, size * count}) ? size * count : 0;
}

// libcurl sends again by itself when a kept connection is dead. Whether the first copy was acted
// on, nobody knows.
int before_sending(void* progress, char*, char*, int, int) {
  return ++static_cast<Progress*>(progress)->sent == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

HeaderLines header_lines(const HttpRequest& request) {
  HeaderLines lines;
  const auto add = [&lines](const std::string& line) {
    lines.reset(curl_slist_append(lines.release(), line.c_str()));
  };
  // libcurl leaves out a header that ends with its colon, and sends one that ends with a semicolon
  // as one without a value.
  for (const Header& header : request.headers.lines()) {
    add(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  add("Expect:");  // no waiting for 100 Continue
  return lines;
}

long milliseconds_of(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds::rep kMax = std::numeric_limits<int>::max();
  return static_cast<long>(std::clamp<std::chrono::milliseconds::rep>(time.count(), 1, kMax));
}

FailureKind kind_of(CURLcode code) {
  // Not a switch: libcurl adds codes as it goes.
  const auto is_one_of = [code](std::initializer_list<CURLcode> codes) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
  };
  if (code == CURLE_OPERATION_TIMEDOUT) return FailureKind::kTimeout;
  if (is_one_of({CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT})) return FailureKind::kConnect;
  if (is_one_of({CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM,
                 CURLE_SSL_CACERT_BADFILE})) {
    return FailureKind::kTls;
  }
  if (code == CURLE_PARTIAL_FILE) return FailureKind::kTruncated;
  if (is_one_of({CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_ABORTED_BY_CALLBACK,
                 CURLE_HTTP_POST_ERROR})) {
    return FailureKind::kClosed;
  }
  return FailureKind::kMalformed;
}

// A handle and its connection. Used by one thread at a time.
class Line {
 public:
  explicit Line(const TransportOptions& options) : options_(options) {}

  HttpResponse exchange(const HttpRequest& request, const std::stop_token& stop);

  // Bytes or the end of the stream that came unasked: whatever it is, no answer is to follow it.
  [[nodiscard]] bool is_reusable() const {
    if (!is_clean_ || !options_.reuse_connections) return false;
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    return socket_ != CURL_SOCKET_BAD && ::poll(&waiting, 1, 0) == 0;
  }

 private:
  void prepare(const HttpRequest& request, curl_slist* headers, Progress& progress);
  [[nodiscard]] CURLcode run(const HttpRequest& request, const std::stop_token& stop);
  template <class T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(easy_.get(), option, value);
  }

  TransportOptions options_;
  std::unique_ptr<CURLM, FreeMulti> multi_{curl_multi_init()};  // outlives the other
  std::unique_ptr<CURL, FreeEasy> easy_{curl_easy_init()};
  curl_socket_t socket_ = CURL_SOCKET_BAD;
  bool is_clean_ = false;
  char why_[CURL_ERROR_SIZE] = {};
};

void Line::prepare(const HttpRequest& request, curl_slist* headers, Progress& progress) {
  curl_easy_reset(easy_.get());  // keeps the connection
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  set(CURLOPT_HTTPHEADER, headers);
  if (request.body) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
    set(CURLOPT_POSTFIELDS, request.body->data());
  }
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_ACCEPT_ENCODING, "gzip");
  set(CURLOPT_TIMEOUT_MS, milliseconds_of(request.timeout));
  set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds_of(request.timeout));
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  if (!options_.reuse_connections) set(CURLOPT_FORBID_REUSE, 1L);
  if (!options_.ca_file.empty()) set(CURLOPT_CAINFO, options_.ca_file.c_str());
  set(CURLOPT_ERRORBUFFER, &why_[0]);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, &progress);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, &progress);
  set(CURLOPT_PREREQFUNCTION, &before_sending);
  set(CURLOPT_PREREQDATA, &progress);
}

CURLcode Line::run(const HttpRequest& request, const std::stop_token& stop) {
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) return CURLE_FAILED_INIT;
  CURLcode outcome = CURLE_FAILED_INIT;
  {
    const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi_.get()); });
    const int patience = static_cast<int>(milliseconds_of(request.timeout));
    int running = 1;
    while (!stop.stop_requested() && curl_multi_perform(multi_.get(), &running) == CURLM_OK &&
           running > 0) {
      curl_multi_poll(multi_.get(), nullptr, 0, patience, nullptr);
    }
  }
  int left = 0;
  while (const CURLMsg* const message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg == CURLMSG_DONE) outcome = message->data.result;
  }
  socket_ = CURL_SOCKET_BAD;
  curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket_);
  curl_multi_remove_handle(multi_.get(), easy_.get());  // closes what is not finished
  return outcome;
}

HttpResponse Line::exchange(const HttpRequest& request, const std::stop_token& stop) {
  Progress progress;
  const HeaderLines headers = header_lines(request);
  is_clean_ = false;
  why_[0] = '\0';
  prepare(request, headers.get(), progress);
  const CURLcode outcome = run(request, stop);
  const auto fail = [&](FailureKind kind, const std::string& more) {
    const std::string text = std::string(words_of(kind)) + (more.empty() ? "" : ": ") + more;
    throw TransportFailure(kind, text, std::move(progress.reader.response()));
  };
  if (stop.stop_requested()) fail(FailureKind::kCancelled, "");
  if (!progress.reader.complaint().empty()) {
    fail(FailureKind::kMalformed, progress.reader.complaint());
  }
  if (outcome != CURLE_OK) {
    const FailureKind kind = kind_of(outcome);
    const bool is_sent_again = outcome == CURLE_ABORTED_BY_CALLBACK;
    fail(kind, is_sent_again || why_[0] == '\0' ? curl_easy_strerror(outcome) : &why_[0]);
  }
  // libcurl takes a head without its end for a whole one.
  if (!progress.reader.has_head()) fail(FailureKind::kTruncated, "inside its head");
  is_clean_ = progress.reader.is_connection_clean();
  return std::move(progress.reader.response());
}

// The lines that nobody uses at the moment. Safe to use from several threads.
class Lines {
 public:
  explicit Lines(TransportOptions options) : options_(std::move(options)) {}

  HttpResponse exchange(const HttpRequest& request, const std::stop_token& stop) {
    std::unique_ptr<Line> line = take();
    HttpResponse response = line->exchange(request, stop);
    give_back(std::move(line));
    return response;
  }

 private:
  std::unique_ptr<Line> take() {
    {
      const std::lock_guard lock(mutex_);
      while (!idle_.empty()) {
        std::unique_ptr<Line> line = std::move(idle_.back());
        idle_.pop_back();
        if (line->is_reusable()) return line;
      }
    }
    return std::make_unique<Line>(options_);
  }

  void give_back(std::unique_ptr<Line> line) {
    if (!line->is_reusable()) return;
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(line));
  }

  TransportOptions options_;
  std::mutex mutex_{};
  std::vector<std::unique_ptr<Line>> idle_{};
};

// As libcurl asks for: once, before anything else and before there are threads that use it.
bool is_curl_ready() {
  static const bool kIsReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return kIsReady;
}

}  // namespace

Transport make_curl_transport(const TransportOptions& options) {
  if (!is_curl_ready()) throw TransportFailure(FailureKind::kConnect, "libcurl does not start");
  return [lines = std::make_shared<Lines>(options)](const HttpRequest& request,
                                                    const std::stop_token& stop) {
    return lines->exchange(request, stop);
  };
}

}  // namespace memsy
