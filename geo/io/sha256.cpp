// SPDX-License-Identifier: Apache-2.0
#include "geo/io/sha256.h"

#include <cpl_vsi.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <vector>

#include "geo/io/gdal_scope.h"

namespace fangyuan {
namespace {

class Sum {
 public:
  Sum() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw std::bad_alloc();
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
      out += "0123456789abcdef"[digest[i] >> 4U];
      out += "0123456789abcdef"[digest[i] & 15U];
    }
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

std::string_view file_name(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1);
}

}  // namespace

std::string sha256_of_bytes(std::string_view bytes) {
  Sum sum;
  sum.add(bytes);
  return sum.hex();
}

std::string sha256_of_file(const std::string& path) {
  const GdalScope quiet;
  const std::unique_ptr<VSILFILE, decltype(&VSIFCloseL)> file(VSIFOpenL(path.c_str(), "rb"),
                                                              &VSIFCloseL);
  if (!file) return {};
  Sum sum;
  std::vector<char> buffer(1U << 20U);
  while (const std::size_t n = VSIFReadL(buffer.data(), 1, buffer.size(), file.get()))
    sum.add({buffer.data(), n});
  return VSIFEofL(file.get()) != 0 ? sum.hex() : std::string();
}

std::string sha256_of_files(std::span<const std::string> files) {
  if (files.empty()) return {};
  if (files.size() == 1) return sha256_of_file(files.front());
  std::vector<std::string> sorted(files.begin(), files.end());
  std::sort(sorted.begin() + 1, sorted.end(),
            [](const std::string& a, const std::string& b) { return file_name(a) < file_name(b); });
  std::string lines;
  for (const std::string& file : sorted) {
    const std::string sum = sha256_of_file(file);
    if (sum.empty()) return {};
    lines.append(sum).append("  ").append(file_name(file)) += '\n';
  }
  return sha256_of_bytes(lines);
}

}  // namespace fangyuan
