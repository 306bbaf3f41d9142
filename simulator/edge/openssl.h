// OpenSSL's headers, and owners of its objects. Included by tls*.cc and certificates.cc alone.
#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>

namespace fauxplane {

template <auto kFree>
struct FreedBy {
  template <class Object>
  void operator()(Object* object) const {
    static_cast<void>(kFree(object));
  }
};

using OwnedBio = std::unique_ptr<BIO, FreedBy<BIO_free>>;
using OwnedKey = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using OwnedCertificate = std::unique_ptr<X509, FreedBy<X509_free>>;

// What a memory BIO holds.
[[nodiscard]] inline std::string text_of(BIO& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(&bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

// A BIO that reads `text`, which must outlive it.
[[nodiscard]] inline OwnedBio reading(std::string_view text) {
  return OwnedBio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// What the library says of the last thing that went wrong in this thread; forgets all of it.
[[nodiscard]] inline std::string take_error_words() {
  const char* const words = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return words == nullptr ? "no reason was given" : words;
}

}  // namespace fauxplane
