// SPDX-License-Identifier: Apache-2.0
#include "viewer/server/siting_jobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <thread>

#include "sim/siting/site_json.h"
#include "sim/study/study.h"
#include "viewer/server/json_body.h"
#include "viewer/server/siting_request.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostBytes = std::size_t{16} << 20;  // of one result

enum class State : std::uint8_t { queued, running, done, cancelled, failed };
constexpr const char* kStates[] = {"queued", "running", "done", "cancelled", "failed"};
bool has_ended(State s) { return s != State::queued && s != State::running; }

/// Thrown between two stages of a siting that nobody wants any more.
struct Unwanted {};

/// Everything but `cancel` is guarded by the mutex of the jobs.
struct Job {
  std::string id, kind;
  SiteRequest request;
  State state = State::queued;
  std::atomic<bool> cancel{false};
  std::string stage;
  SiteProgress reached;
  std::optional<Clock::time_point> began, ended;
  std::vector<HttpResponse::FieldProblem> errors;
  std::string result;  ///< JSON, or empty
};

/// Nobody can guess it, and it is of no earlier server.
std::string new_id() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}", random(), random());
}

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json errors_json(const std::vector<HttpResponse::FieldProblem>& errors) {
  Json out = Json::array();
  for (const auto& e : errors)
    out.push_back({{"pointer", e.pointer},
                   {"value", e.value},
                   {"rule", e.rule},
                   {"rule_zh", e.rule_zh},
                   {"code", e.code}});
  return out;
}

}  // namespace

struct SitingJobs::Impl {
  Impl(const Study& s, SitingQueue q) : study(s), queue(std::move(q)), worker([this] { work(); }) {}
  ~Impl() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
      for (const auto& job : jobs) job->cancel = true;
    }
    wake.notify_all();
    worker.join();
  }

  void work() {
    std::unique_lock lock(mutex);
    for (;;) {
      std::shared_ptr<Job> next;
      wake.wait(lock, [&] { return stopping || (next = first_queued()) != nullptr; });
      if (stopping) return;
      next->state = State::running;
      next->began = Clock::now();
      lock.unlock();
      compute(*next);
      lock.lock();
      next->ended = Clock::now();
      forget_oldest();
    }
  }

  std::shared_ptr<Job> first_queued() const {
    for (const auto& job : jobs)
      if (job->state == State::queued) return job;
    return nullptr;
  }

  /// Without the lock; what is told of the job is told with it.
  void compute(Job& job) {
    try {
      SiteSummary summary =
          site_study(job.request, std::make_unique<Study>(study), control_of(job));
      std::string result = dump_json(site_answer_json(summary));
      const std::lock_guard lock(mutex);
      job.stage.clear();
      if (result.size() > kMostBytes)
        fail(job, {{"", "", "the result is too large: use fangyuan site", "", ""}});
      else
        end(job, summary.plan.stopped == "cancelled" ? State::cancelled : State::done,
            std::move(result));
    } catch (const Unwanted&) {
      const std::lock_guard lock(mutex);
      end(job, State::cancelled, "");
    } catch (const InputError& e) {
      const std::lock_guard lock(mutex);
      fail(job, errors_of(e.problems()));
    } catch (const std::exception&) {
      const std::lock_guard lock(mutex);
      fail(job, {{"", "", "the server failed while computing", "", ""}});
    }
  }

  static void end(Job& job, State state, std::string result) {
    job.state = state;
    job.result = std::move(result);
  }
  static void fail(Job& job, std::vector<HttpResponse::FieldProblem> errors) {
    job.state = State::failed;
    job.errors = std::move(errors);
  }

  SiteControl control_of(Job& job) {
    auto searched = std::make_shared<bool>(false);
    SiteControl control;
    control.cancel = &job.cancel;
    control.solving = [searched](bool on) { *searched = *searched || on; };
    control.progress = [this, &job, searched](std::string_view stage) {
      if (*searched && job.stage == "solve" && stage != "evaluate") return;  // a sentence
      if (!*searched && job.cancel) throw Unwanted();
      {
        const std::lock_guard lock(mutex);
        job.stage = stage;
      }
      if (queue.watch) queue.watch(stage);
    };
    control.numbers = [this, &job](const SiteProgress& now) {
      const std::lock_guard lock(mutex);
      job.reached = now;
    };
    return control;
  }

  void forget_oldest() {
    std::size_t ended = 0;
    for (const auto& job : jobs) ended += has_ended(job->state) ? 1U : 0U;
    for (auto it = jobs.begin(); it != jobs.end() && ended > queue.most_ended;) {
      if (has_ended((*it)->state)) {
        it = jobs.erase(it);
        --ended;
      } else {
        ++it;
      }
    }
  }

  std::deque<std::shared_ptr<Job>>::iterator find(const std::string& id) {
    return std::find_if(jobs.begin(), jobs.end(), [&](const auto& job) { return job->id == id; });
  }

  /// REQUIRES: the mutex is held.
  Json head(const Job& job) const {
    std::size_t waiting = 0;
    for (const auto& other : jobs) {
      if (other.get() == &job) break;
      waiting += has_ended(other->state) ? 0U : 1U;
    }
    return {{"id", job.id},
            {"name", job.request.name},
            {"kind", job.kind},
            {"service", job.request.service},
            {"state", kStates[static_cast<std::size_t>(job.state)]},
            {"waiting", job.state == State::queued ? waiting : 0}};
  }

  const Study& study;
  const SitingQueue queue;
  mutable std::mutex mutex;
  std::condition_variable wake;
  std::deque<std::shared_ptr<Job>> jobs;  ///< in the order of asking
  bool stopping = false;
  std::thread worker;  // last: it uses the rest
};

SitingJobs::SitingJobs(const Study& study, SitingQueue queue)
    : impl_(std::make_unique<Impl>(study, std::move(queue))) {}
SitingJobs::~SitingJobs() = default;

HttpResponse SitingJobs::submit(const HttpRequest& request) {
  std::vector<HttpResponse::FieldProblem> problems;
  auto job = std::make_shared<Job>();
  job->request = siting_request_of(request.body, impl_->study.project, {}, problems);
  if (!problems.empty()) return HttpResponse::problem(400, "the sites cannot be sought", problems);
  job->id = new_id();
  job->kind = to_string(job->request.kind);
  const std::lock_guard lock(impl_->mutex);
  std::size_t waiting = 0;
  for (const auto& other : impl_->jobs) waiting += other->state == State::queued ? 1U : 0U;
  if (waiting >= impl_->queue.most_waiting) {
    HttpResponse r = HttpResponse::problem(503, "too many sitings wait already");
    r.headers["Retry-After"] = "10";
    return r;
  }
  impl_->jobs.push_back(job);
  impl_->wake.notify_one();
  HttpResponse r = HttpResponse::of(dump_json(impl_->head(*job)));
  r.status = 202;
  r.headers["Location"] = "/api/v1/siting/" + job->id;
  return r;
}

HttpResponse SitingJobs::list() const {
  const std::lock_guard lock(impl_->mutex);
  Json jobs = Json::array();
  for (const auto& job : impl_->jobs) jobs.push_back(impl_->head(*job));
  return HttpResponse::of(dump_json({{"jobs", std::move(jobs)}}));
}

HttpResponse SitingJobs::show(const std::string& id) const {
  const std::lock_guard lock(impl_->mutex);
  const auto it = impl_->find(id);
  if (it == impl_->jobs.end()) return HttpResponse::problem(404, "there is no such siting");
  const Job& job = **it;
  Json j = impl_->head(job);
  const auto seconds = [&] {
    const auto end = job.ended.value_or(Clock::now());
    return std::chrono::duration<double>(end - *job.began).count();
  };
  j["progress"] = Json();
  if (job.began)
    j["progress"] = {{"stage", job.stage},
                     {"seconds", seconds()},
                     {"value", number(job.reached.value)},
                     {"bound", number(job.reached.bound)},
                     {"gap", number(job.reached.gap)}};
  j["errors"] = errors_json(job.errors);
  std::string text = dump_json(j);
  text.pop_back();
  return HttpResponse::of(text + ",\"result\":" + (job.result.empty() ? "null" : job.result) + '}');
}

HttpResponse SitingJobs::cancel(const std::string& id) {
  const std::lock_guard lock(impl_->mutex);
  const auto it = impl_->find(id);
  if (it == impl_->jobs.end()) return HttpResponse::problem(404, "there is no such siting");
  const std::shared_ptr<Job> job = *it;
  job->cancel = true;
  if (has_ended(job->state))
    impl_->jobs.erase(it);
  else if (job->state == State::queued)
    job->state = State::cancelled;
  return HttpResponse::of(dump_json(impl_->head(*job)));
}

}  // namespace fangyuan
