// SPDX-License-Identifier: Apache-2.0
// What our words are called in Chinese, for headers of tables. Internal to geo/out.
#pragma once

#include <string>
#include <string_view>

#include "core/coverage/result.h"
#include "core/measures/equality_rows.h"
#include "core/rules/indicators.h"
#include "core/study/facility.h"
#include "core/study/service.h"
#include "core/study/unit.h"

namespace fangyuan {

std::string group_zh(std::string_view group);  ///< unknown groups are named as they are
std::string type_zh(std::string_view type);
std::string reason_zh(std::string_view code);
std::string_view level_zh(Level level);
std::string_view mode_zh(Mode mode);
std::string_view status_zh(Status status);
std::string_view rule_status_zh(RuleStatus status);
std::string_view decay_zh(DecayShape shape);
std::string_view equality_zh(EqualityOf of);          ///< minutes for times
std::string_view gap_unit_zh(std::string_view unit);  ///< "beds" → 张; empty: of none
/// "900" → "15 分钟", "1000m" → "1000 米", joint limits with +.
std::string limit_zh(std::string_view limit);

}  // namespace fangyuan
