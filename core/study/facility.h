// SPDX-License-Identifier: Apache-2.0
// Facilities (设施): the sites that serve.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/amount.h"
#include "core/base/date.h"
#include "core/base/id.h"
#include "core/base/place.h"

namespace fangyuan {

enum class Status { planned, approved, building, built, accepted, in_use, suspended, closed };

std::string_view to_string(Status status);
std::optional<Status> parse_status(std::string_view word);  ///< our own words only

struct Facility {
  std::string id;                      ///< unique in the project
  std::string name;                    ///< the id where none was given
  std::string type;                    ///< lower snake_case
  std::vector<std::string> functions;  ///< further types it also serves as (多站合一)
  Status status = Status::in_use;      ///< as of the project's date
  std::optional<Date> opened;
  std::optional<Date> closed;
  std::map<std::string, Amount> amounts;  ///< "beds", "nursing_beds", "area_m2", "land_mu", …
  std::optional<Place> place;             ///< absent: unlocated, counted for presence only
  std::vector<Place> outline;             ///< exterior ring, closed; empty: a point
  std::vector<std::vector<Place>> holes;  ///< of the outline
  std::vector<Place> entrances;           ///< given entrance points of an outline; may be empty
  std::string given_unit;                 ///< the code in its `unit` field, or empty
  std::vector<UnitId> unit_of;            ///< per unit layer; by geometry, else from given_unit
  std::string source;                     ///< the layer it came from, as the user wrote it
  std::uint64_t row = 0;  ///< of that layer: its sheet's row or file's line, else 1-based

  bool serves_as(std::string_view t) const;
};

}  // namespace fangyuan
