// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/ogc_query.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace fangyuan {
namespace {

using FieldProblem = HttpResponse::FieldProblem;

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Four numbers, or six with heights, which nothing here has.
std::optional<LonLatBox> box_of(std::string_view text) {
  std::vector<double> n;
  while (n.size() < 7) {
    const std::size_t comma = text.find(',');
    const auto value = number<double>(text.substr(0, comma));
    if (!value || !std::isfinite(*value)) return std::nullopt;
    n.push_back(*value);
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  if (n.size() == 6) n = {n[0], n[1], n[3], n[4]};
  if (n.size() != 4 || n[0] > n[2] || n[1] > n[3]) return std::nullopt;
  return LonLatBox{n[0], n[1], n[2], n[3]};
}

bool is_time(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') ||
           std::string_view("-:.+TZtz/").find(c) != std::string_view::npos;
  });
}

bool fits(const std::string& value, FieldKind kind) {
  if (kind == FieldKind::text) return true;
  if (kind == FieldKind::real) {
    const auto n = number<double>(value);
    return n && std::isfinite(*n);
  }
  return number<std::int64_t>(value).has_value();
}

class Reader {
 public:
  Reader(ItemsQuery& query, std::vector<FieldProblem>& problems) : q_(query), problems_(problems) {}

  void take(const std::string& key, const std::string& value, const Collection& collection) {
    if (key == "limit" || key == "offset")
      whole(key, value);
    else if (key == "bbox")
      box(value);
    else if (key == "datetime")
      tell(!is_time(value), key, value, "must be a date-time or an interval of RFC 3339");
    else if (key == "f")
      tell(value != "json", key, value, "only json is known");
    else if (key != "token")
      field(key, value, collection);
  }

 private:
  void tell(bool wrong, const std::string& key, const std::string& value, std::string rule) {
    if (wrong) problems_.push_back({"/query/" + key, value, std::move(rule)});
  }

  void whole(const std::string& key, const std::string& value) {
    const auto n = number<std::size_t>(value);
    const bool is_limit = key == "limit";
    tell(!n || (is_limit && *n == 0), key, value,
         is_limit ? "must be a whole number of at least 1" : "must be a whole number");
    if (!n) return;
    if (is_limit)
      q_.limit = std::min(*n, ItemsQuery::kMostLimit);
    else
      q_.offset = *n;
  }

  void box(const std::string& value) {
    q_.which.box = box_of(value);
    tell(!q_.which.box, "bbox", value, "must be west,south,east,north in degrees");
  }

  void field(const std::string& key, const std::string& value, const Collection& collection) {
    const auto it = std::find_if(collection.fields.begin(), collection.fields.end(),
                                 [&](const CollectionField& f) { return f.name == key; });
    if (it == collection.fields.end()) {
      tell(true, key, value,
           "unknown; known are limit, offset, bbox, datetime, f and the collection's fields");
      return;
    }
    tell(!fits(value, it->kind), key, value, "must be a number, as the field's values are");
    q_.which.equal.emplace_back(it - collection.fields.begin(), value);
  }

  ItemsQuery& q_;
  std::vector<FieldProblem>& problems_;
};

}  // namespace

ItemsQuery read_items_query(const HttpRequest& request, const Collection& collection,
                            std::vector<FieldProblem>& problems) {
  ItemsQuery query;
  Reader reader(query, problems);
  for (const auto& [key, value] : request.query) reader.take(key, value, collection);
  return query;
}

std::vector<FieldProblem> unknown_parameters(const HttpRequest& request) {
  std::vector<FieldProblem> problems;
  for (const auto& [key, value] : request.query)
    if (key != "token" && (key != "f" || value != "json"))
      problems.push_back({"/query/" + key, value,
                          key == "f" ? "only json is known" : "unknown; f=json alone is known"});
  return problems;
}

}  // namespace fangyuan
