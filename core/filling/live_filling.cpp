// SPDX-License-Identifier: Apache-2.0
#include "core/filling/live_filling.h"

#include <stdexcept>

#include "core/filling/balance.h"
#include "core/filling/filling_steps.h"

namespace fangyuan {

struct LiveFilling::State {
  explicit State(const BestFillRequest& request)
      : cells(request.need.size()),
        transport(request),
        balance(transport, prices_of_a_sample(transport)) {
    approach(transport, balance);
    balance.finish();
  }
  std::size_t cells;
  Transport transport;
  Balance balance;
};

LiveFilling::LiveFilling(const BestFillRequest& request)
    : state_(std::make_unique<State>(request)) {}

LiveFilling::~LiveFilling() = default;

void LiveFilling::set_capacity(std::uint32_t rank, Amount places) {
  if (rank >= state_->transport.nowhere() || places < Amount())
    throw std::invalid_argument("no such site, or places below 0");
  state_->transport.room[rank] = places.millionths();
  state_->balance.room_changed(rank);
  state_->balance.finish();
}

BestFilling LiveFilling::answer() const {
  const Transport& t = state_->transport;
  return result_of(state_->cells, t.room.size() - 1, t, state_->balance);
}

}  // namespace fangyuan
