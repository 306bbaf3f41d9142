#include "simulator/scenario/read_tls.h"

#include <algorithm>

#include "simulator/scenario/references.h"

namespace fauxplane {
namespace {

// Sets `field` to the value of the row that the text names.
template <class Rows, class Field>
void set_named(Field& field, const YamlValue& value, std::string_view what, const Rows& rows,
               Findings& findings) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) names.push_back(row.name);
  const auto text = read_text(value, what, findings);
  if (!text || !check_known(what, *text, names, value.place, findings)) return;
  field = std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
            return row.name == *text;
          })->value;
}

std::vector<TlsVersion> read_versions(const YamlValue& value, Findings& findings) {
  std::vector<TlsVersion> versions;
  if (!is_list(value, "versions", findings)) return versions;
  if (value.items.empty()) {
    findings.add(value.place, "versions is empty; leave it out to offer all there are");
  }
  for (const YamlValue& item : value.items) {
    TlsVersion version{};
    set_named(version, item, "version of TLS", kTlsVersions, findings);
    versions.push_back(version);
  }
  return versions;
}

}  // namespace

Tls read_tls(const YamlValue& value, Findings& findings) {
  Tls tls;
  const MapReader map(value, MapKind::kTls, findings);
  if (const YamlValue* certificate = map.find("certificate")) {
    set_named(tls.certificate, *certificate, "certificate", kServerCertificates, findings);
  }
  if (const YamlValue* client = map.find("client_certificate")) {
    set_named(tls.client_certificate, *client, "client_certificate", kClientCertificates, findings);
  }
  if (const YamlValue* versions = map.find("versions")) {
    tls.versions = read_versions(*versions, findings);
  }
  return tls;
}

}  // namespace fauxplane
