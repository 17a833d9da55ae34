// SPDX-License-Identifier: Apache-2.0
// What sites, units and services are called where an edit is told.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/edit.h"
#include "sim/study/study.h"

namespace fangyuan {

/// Names beside ids and codes: "North home（f4）". What is not known stands for itself. Looks at
/// the study that it was made of, which must outlive it.
class KnownNames {
 public:
  KnownNames() = default;
  explicit KnownNames(const Study& study) : KnownNames(study, study.facilities) {}
  /// Of a study whose sites were edited.
  KnownNames(const Study& study, const FacilityTable& sites);

  Text site(const std::string& id) const;
  Text unit(const std::string& code_or_name) const;
  Text service(const std::string& id) const;

 private:
  using Names = std::map<std::string_view, std::string_view>;
  Names sites_, units_, services_;
};

/// In one sentence, in both languages; what is known by a name is called so.
Text describe(const Edit& edit, const KnownNames& names);

}  // namespace fangyuan
