// What a scenario says about TLS. Plain data; read_tls.h reads it, the command line makes the
// certificates, the edge plays them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace fauxplane {

// The certificate that the plane presents, seen by a client that trusts the CA it was given
// (RFC 5280 6, RFC 9525).
enum class ServerCertificate : std::uint8_t {
  kValid,
  kExpired,
  kNotYetValid,
  kWrongHost,   // of another host
  kUntrusted,   // signed by a CA that the client was not given
  kSelfSigned,  // signed by nobody but itself
};

// What the plane wants of the client (RFC 8446 4.3.2).
enum class ClientCertificate : std::uint8_t {
  kNone,      // it is not asked for
  kWanted,    // it is asked for; none is fine, a bad one is not
  kRequired,  // none ends the handshake
};

enum class TlsVersion : std::uint8_t { kTls12, kTls13 };

// Of the server that plays the scenario: nobody knows yet which session a connection is for.
struct Tls {
  ServerCertificate certificate = ServerCertificate::kValid;
  ClientCertificate client_certificate = ClientCertificate::kNone;
  std::vector<TlsVersion> versions{};  // that are offered; empty: all
  friend bool operator==(const Tls&, const Tls&) = default;
};

// One row per choice, as scenarios name it.
struct ServerCertificateRow {
  std::string_view name;
  ServerCertificate value;
};
inline constexpr std::array<ServerCertificateRow, 6> kServerCertificates = {
    {{"valid", ServerCertificate::kValid},
     {"expired", ServerCertificate::kExpired},
     {"not_yet_valid", ServerCertificate::kNotYetValid},
     {"wrong_host", ServerCertificate::kWrongHost},
     {"untrusted", ServerCertificate::kUntrusted},
     {"self_signed", ServerCertificate::kSelfSigned}}};

struct ClientCertificateRow {
  std::string_view name;
  ClientCertificate value;
};
inline constexpr std::array<ClientCertificateRow, 3> kClientCertificates = {
    {{"none", ClientCertificate::kNone},
     {"wanted", ClientCertificate::kWanted},
     {"required", ClientCertificate::kRequired}}};

struct TlsVersionRow {
  std::string_view name;
  TlsVersion value;
};
inline constexpr std::array<TlsVersionRow, 2> kTlsVersions = {
    {{"1.2", TlsVersion::kTls12}, {"1.3", TlsVersion::kTls13}}};

}  // namespace fauxplane
