// SPDX-License-Identifier: Apache-2.0
#include "tests/app/program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

#include "tests/geo/out/temp_folder.h"

namespace fangyuan::test {
namespace {

// Between fork and exec: only calls that are safe there.
[[noreturn]] void become(char* const* arguments, int out, int err, const Program::Limits& limits) {
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  if (limits.file_bytes) {
    const rlimit limit{*limits.file_bytes, *limits.file_bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);  // then a write fails, as on a full disk
  }
  ::execv(arguments[0], arguments);
  ::_exit(127);
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, Limits limits) {
  std::string name = (std::filesystem::temp_directory_path() / "fangyuan-said-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
  std::vector<std::string> words{FANGYUAN_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const auto create = [&](const char* file) {
    return ::open((folder_ / file).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  };
  const int out = create("out");
  const int err = create("err");
  pid_ = ::fork();
  if (pid_ == 0) become(pointers.data(), out, err, limits);
  ::close(out);
  ::close(err);
  if (pid_ < 0) throw std::runtime_error("cannot fork");
}

Program::~Program() {
  if (!status_) {
    kill();
    int ignored = 0;
    ::waitpid(pid_, &ignored, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Program::kill() {
  if (!status_) ::kill(pid_, SIGKILL);
}

bool Program::running() {
  if (status_) return false;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) == pid_) status_ = status;
  return !status_;
}

Outcome Program::wait() {
  if (!status_) {
    int status = 0;
    if (::waitpid(pid_, &status, 0) != pid_) throw std::runtime_error("lost the program");
    status_ = status;
  }
  Outcome outcome;
  if (WIFEXITED(*status_)) outcome.exit = WEXITSTATUS(*status_);
  if (WIFSIGNALED(*status_)) outcome.signal = WTERMSIG(*status_);
  outcome.out = read_file(folder_ / "out");
  outcome.err = read_file(folder_ / "err");
  return outcome;
}

Outcome run_program(const std::vector<std::string>& arguments, Program::Limits limits) {
  return Program(arguments, limits).wait();
}

}  // namespace fangyuan::test
