// Certificates made at the start, for a plane that has none: a CA for clients to trust, the plane's
// own in every state a client has to notice, and one for the client. Keys are on P-256.
#pragma once

#include <string>
#include <vector>

#include "simulator/domain/error.h"
#include "simulator/domain/instant.h"
#include "simulator/scenario/tls.h"

namespace fauxplane {

// All PEM.
struct KeyPair {
  std::string certificate;
  std::string key;
};

struct Certificates {
  std::string ca;  // what clients are given to trust; it signed `client`, and a valid `server`
  KeyPair server;
  KeyPair client;
};

struct CertificateRequest {
  ServerCertificate state = ServerCertificate::kValid;
  std::vector<std::string> hosts{};  // names and addresses it is for, beside those of this machine
  Instant now{};                     // of the real clock, which is the one that clients look at
};

// The error is the library's; there is none on a sound system.
[[nodiscard]] Result<Certificates> make_certificates(const CertificateRequest& request);

}  // namespace fauxplane
