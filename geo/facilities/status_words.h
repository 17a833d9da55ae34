// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "core/base/date.h"
#include "core/study/facility.h"

namespace fangyuan {

/// The status that a list's word means: our own words, and 规划 拟建 已批 在建 建成 验收 在用 停用
/// 关闭 and their like, also in English. Absent: none of them. An empty word is absent too.
std::optional<Status> status_of(std::string_view users_word);

/// The status as of `date`. A site is closed from its closing day on; before it, one that the list
/// calls closed was in use. Before its opening day a site that the list calls in use, accepted,
/// suspended or closed counts as planned, since no more is known about it; one that the list calls
/// planned … built stays so.
Status status_as_of(Status listed, std::optional<Date> opened, std::optional<Date> closed,
                    Date date);

}  // namespace fangyuan
