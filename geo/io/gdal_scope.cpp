// SPDX-License-Identifier: Apache-2.0
#include "geo/io/gdal_scope.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>

#include <algorithm>
#include <mutex>
#include <optional>

namespace fangyuan {

struct GdalScope::Impl {
  std::vector<std::pair<std::string, std::optional<std::string>>> before;
  std::vector<std::string> messages;
  std::string last_error;

  static void CPL_STDCALL keep(CPLErr level, CPLErrorNum, const char* text) {
    auto* self = static_cast<Impl*>(CPLGetErrorHandlerUserData());
    if (self == nullptr || text == nullptr || level == CE_Debug) return;
    if (self->messages.size() < 100) self->messages.emplace_back(text);
    if (level >= CE_Failure) self->last_error = text;
  }
};

GdalScope::GdalScope(const std::vector<std::pair<std::string, std::string>>& options)
    : impl_(std::make_unique<Impl>()) {
  CPLPushErrorHandlerEx(&Impl::keep, impl_.get());
  static std::once_flag once;
  std::call_once(once, [] { GDALAllRegister(); });
  for (const auto& [key, value] : options) {
    const char* old = CPLGetThreadLocalConfigOption(key.c_str(), nullptr);
    impl_->before.emplace_back(key, old ? std::optional<std::string>(old) : std::nullopt);
    CPLSetThreadLocalConfigOption(key.c_str(), value.c_str());
  }
}

GdalScope::~GdalScope() {
  for (auto it = impl_->before.rbegin(); it != impl_->before.rend(); ++it)
    CPLSetThreadLocalConfigOption(it->first.c_str(), it->second ? it->second->c_str() : nullptr);
  CPLPopErrorHandler();
}

std::string GdalScope::take_error() { return std::exchange(impl_->last_error, {}); }

bool GdalScope::said(const std::string& part) const {
  return std::any_of(impl_->messages.begin(), impl_->messages.end(),
                     [&](const std::string& m) { return m.find(part) != std::string::npos; });
}

}  // namespace fangyuan
