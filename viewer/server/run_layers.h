// SPDX-License-Identifier: Apache-2.0
// coverage.gpkg, opened once and read when asked. Internal to viewer/server.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "viewer/server/coverage_table.h"
#include "viewer/server/http.h"

class GDALDataset;
class OGRLayer;

namespace fangyuan {

/// A box in degrees.
struct LonLatBox {
  double west = 180, south = 90, east = -180, north = -90;
};

/// Safe to share between threads: one reads at a time. The file stays open, so what is read is of
/// one run even when the folder is replaced meanwhile.
class RunLayers {
 public:
  /// What the costs of a service's places are read by.
  struct ServiceCosts {
    std::string id;
    std::string mode;           ///< as run.json has it; empty for joint services
    double straight_mps = 0.0;  ///< turns straight metres into a time; 0: there are none
  };
  /// `services`: in the project's order. Throws std::runtime_error saying what is wrong.
  RunLayers(const std::filesystem::path& path, const std::vector<ServiceCosts>& services);
  ~RunLayers();

  /// Where the run lies: its units and places; without them its circles, without them its sites.
  std::optional<LonLatBox> bounds() const { return bounds_; }
  /// Services that have a cost per place.
  std::vector<std::string> services_with_costs() const;
  Body units(const CoverageTable::Level& level) const;
  Body facilities() const;
  /// Types and functions that at least one facility has, whatever its state. Linear in facilities.
  std::set<std::string> facility_types() const;
  /// The service's union, or with `each` every site's.
  Body circles(const std::string& service, const std::string& limit, bool each) const;
  /// Where people of the service live that its largest limit leaves out; none where the run has no
  /// such layer.
  Body gaps(const std::string& service) const;
  /// See RunData::cells. A group that the places do not have: nobody.
  Body cells(const std::string& service, bool straight, const std::string& group) const;
  /// See RunData::cell_units.
  Body cell_units(const CoverageTable::Level& level) const;
  /// The cell's fields that are set, as a GeoJSON feature; null when there is no such cell.
  Body place(long cell) const;
  /// The same of all of them, in their order.
  std::vector<std::string> places() const;

 private:
  struct CostField {
    std::string name;    ///< empty: the service has no costs by this measure
    double scale = 0.0;  ///< to whole units of the wire
  };
  struct CostFields {
    CostField network, straight;
    std::string access;  ///< NULL where a place is not connected; empty: not known
  };
  void read_places(OGRLayer& layer) const;

  mutable std::mutex mutex_;
  std::unique_ptr<GDALDataset> data_;
  std::optional<LonLatBox> bounds_;
  std::map<std::string, CostFields> costs_;  ///< by service
  mutable std::vector<float> lon_, lat_;
};

}  // namespace fangyuan
