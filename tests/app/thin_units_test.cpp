// SPDX-License-Identifier: Apache-2.0
// Outlines for the page: few corners are left alone, many are thinned without opening gaps.
#include "viewer/server/thin_units.h"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "tests/geo/topology/tile_world.h"

namespace fangyuan::test {
namespace {

using Shapes = std::vector<std::vector<PolygonXY>>;

class Thinned : public testing::Test {
 protected:
  Thinned() : shapes_(make_tile_world(5, 200, 16).shapes()) {
    definition_->Reference();
    for (const auto& shape : shapes_) {
      auto& f = units_.emplace_back(std::make_unique<OGRFeature>(definition_));
      auto polygon = std::make_unique<OGRPolygon>();
      auto ring = std::make_unique<OGRLinearRing>();
      for (const XY p : shape[0].outer) ring->addPoint(p.x, p.y);
      polygon->addRingDirectly(ring.release());
      auto whole = std::make_unique<OGRMultiPolygon>();
      whole->addGeometryDirectly(polygon.release());
      f->SetGeometryDirectly(whole.release());
    }
    units_.push_back(std::make_unique<OGRFeature>(definition_));  // without an outline
  }
  ~Thinned() override {
    units_.clear();
    definition_->Release();
  }
  Shapes now() const {
    Shapes out;
    for (const auto& f : units_)
      if (f->GetGeometryRef() != nullptr) out.push_back(polygons_xy(*f->GetGeometryRef()));
    return out;
  }
  static std::size_t corners(const Shapes& shapes) {
    std::size_t n = 0;
    for (const auto& s : shapes)
      for (const auto& p : s) n += p.outer.size();
    return n;
  }

  OGRFeatureDefn* definition_ = new OGRFeatureDefn("units");
  Shapes shapes_;
  std::vector<std::unique_ptr<OGRFeature>> units_;
};

TEST_F(Thinned, FewCornersStayAsTheyAre) {
  thin_units(units_, corners(shapes_));
  const auto after = now();
  ASSERT_EQ(after.size(), shapes_.size());
  for (std::size_t i = 0; i < shapes_.size(); ++i)
    ASSERT_EQ(after[i][0].outer, shapes_[i][0].outer) << i;
}

TEST_F(Thinned, ManyAreFewerAndStillTile) {
  const std::size_t before = corners(shapes_);
  thin_units(units_, before / 2);
  const auto after = now();
  ASSERT_EQ(after.size(), shapes_.size());
  EXPECT_LE(corners(after), before / 2);
  const auto report = check_tiling(input_of(after));
  EXPECT_TRUE(report.faults.empty());
  EXPECT_EQ(report.noise, 0U);
  EXPECT_EQ(units_.back()->GetGeometryRef(), nullptr);
}

}  // namespace
}  // namespace fangyuan::test
