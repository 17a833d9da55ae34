// SPDX-License-Identifier: Apache-2.0
#include "geo/out/atomic_folder.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "core/base/problem.h"
#include "geo/out/own_folder.h"

namespace fangyuan {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const char* code, const fs::path& out, std::string zh, std::string en) {
  throw InputError(Problem{.severity = Severity::error,
                           .code = code,
                           .file = out.string(),
                           .field = "--out",
                           .rule = {std::move(zh), std::move(en)}});
}

[[noreturn]] void refuse_unwritable(const fs::path& out, int error) {
  const std::string why = std::strerror(error);
  refuse("out-unwritable", out, "不能在这里写文件：" + why, "cannot write here: " + why);
}

bool holds_something(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder, ignored) &&
         fs::directory_iterator(folder, ignored) != fs::directory_iterator();
}

/// Symbolic links resolved, no trailing slash; what does not exist yet is kept as written.
fs::path resolved(const fs::path& path) {
  fs::path p = fs::weakly_canonical(fs::absolute(path));
  return p.has_filename() ? p : p.parent_path();
}

bool lies_in(const fs::path& inner, const fs::path& outer) {
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

std::string hidden_prefix(const fs::path& out) {
  return '.' + out.filename().string() + ".fangyuan-";
}

/// An exclusive lock on `path`, or -1 when a live process holds it. A lock file may be removed by
/// its holder between our open and our lock; then the file we hold is not the one at the path, and
/// we try again.
int lock_file(const fs::path& path, const fs::path& out) {
  for (;;) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) refuse_unwritable(out, errno);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
      const int error = errno;
      ::close(fd);
      if (error == EINTR) continue;
      if (error == EWOULDBLOCK) return -1;
      refuse_unwritable(out, error);
    }
    struct stat held {
    }, there{};
    if (::fstat(fd, &held) == 0 && ::stat(path.c_str(), &there) == 0 &&
        held.st_ino == there.st_ino && held.st_dev == there.st_dev)
      return fd;
    ::close(fd);
  }
}

void sync_path(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool ok = fd >= 0 && ::fsync(fd) == 0;
  const int error = errno;
  if (fd >= 0) ::close(fd);
  // Some network and FUSE file systems cannot sync a folder; that is no failure to write.
  if (!ok && error != EINVAL && error != ENOTSUP)
    throw std::runtime_error(path.string() + ": " + std::strerror(error));
}

[[noreturn]] void fail_rename(const fs::path& out, int error) {
  throw std::runtime_error(out.string() +
                           ": cannot put the result in place: " + std::strerror(error));
}

/// Both exist; afterwards each has the other's content.
void exchange(const fs::path& a, const fs::path& b) {
  if (::syscall(SYS_renameat2, AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0)
    return;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) fail_rename(b, errno);
  // A file system without exchange: two renames. A kill between them leaves the old content in the
  // hidden `…-old`, from which the next run puts it back.
  const fs::path old = a.parent_path() / (hidden_prefix(b) + "old");
  if (::rename(b.c_str(), old.c_str()) != 0) fail_rename(b, errno);
  if (::rename(a.c_str(), b.c_str()) != 0) {
    const int error = errno;
    if (::rename(old.c_str(), b.c_str()) != 0) fail_rename(old, errno);
    fail_rename(b, error);
  }
  if (::rename(old.c_str(), a.c_str()) != 0) fail_rename(old, errno);
}

/// Removes what killed runs left beside `out`. Only for the holder of the lock.
void remove_leftovers(const fs::path& out, const fs::path& lock) {
  const std::string prefix = hidden_prefix(out);
  const fs::path old = out.parent_path() / (prefix + "old");
  std::error_code ignored;
  if (!fs::exists(out, ignored) && fs::exists(old, ignored)) fs::rename(old, out, ignored);
  for (const auto& entry : fs::directory_iterator(out.parent_path(), ignored))
    if (entry.path().filename().string().starts_with(prefix) && entry.path() != lock)
      fs::remove_all(entry.path(), ignored);
}

}  // namespace

AtomicFolder::AtomicFolder(const fs::path& out, bool force, std::span<const fs::path> inputs)
    : force_(force) {
  std::error_code error;
  if (out.empty()) refuse("out-unwritable", out, "没有给出输出文件夹", "no output folder is given");
  out_ = resolved(out);
  const fs::path parent = out_.parent_path();
  if (out_ == parent)
    refuse("out-unwritable", out, "不能以根目录作输出文件夹",
           "the root cannot be the output folder");
  if (fs::is_symlink(out_, error) || (fs::exists(out_, error) && !fs::is_directory(out_, error)))
    refuse("out-not-folder", out, "这是一个文件，不是文件夹", "this is a file, not a folder");
  fs::create_directories(parent, error);
  if (error == std::errc::not_a_directory || error == std::errc::file_exists)
    refuse("out-not-folder", out, "上级路径是一个文件", "a parent of it is a file");
  if (error) refuse_unwritable(out, error.value());
  struct stat inner {
  }, outer{};
  if (::stat(out_.c_str(), &inner) == 0 && ::stat(parent.c_str(), &outer) == 0 &&
      inner.st_dev != outer.st_dev)
    refuse("out-unwritable", out, "这是一个挂载点，不能整体替换；请用其中的一个文件夹",
           "this is a mount point and cannot be replaced as a whole; use a folder inside it");

  lock_path_ = parent / (hidden_prefix(out_) + "lock");
  lock_ = lock_file(lock_path_, out);
  if (lock_ < 0)
    refuse("out-busy", out, "另一个运行正在写这个文件夹", "another run is writing to this folder");
  try {
    remove_leftovers(out_, lock_path_);
    if (holds_something(out_)) refuse_content(out, inputs);
    std::string name = (parent / (hidden_prefix(out_) + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) refuse_unwritable(out, errno);
    staging_ = name;
    // mkdtemp makes it private; the result gets the permissions of any new folder.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::chmod(name.c_str(), 0777 & ~mask) != 0) refuse_unwritable(out, errno);
  } catch (...) {
    release();
    throw;
  }
}

/// OUT holds something: may it be replaced?
void AtomicFolder::refuse_content(const fs::path& out, std::span<const fs::path> inputs) const {
  const std::string foreign = foreign_entry(out_);
  if (!force_ && foreign.empty())
    refuse("out-not-empty", out, "文件夹不是空的；加 --force 才会替换其内容",
           "the folder is not empty; --force replaces its content");
  if (!force_)
    refuse("out-not-empty", out, "文件夹不是空的，里面有 " + foreign + "；请换一个文件夹",
           "the folder is not empty and holds " + foreign + "; choose another folder");
  for (const fs::path& input : inputs)
    if (lies_in(resolved(input), out_))
      refuse("out-holds-input", out, "文件夹里有这次运行的输入：" + input.string(),
             "the folder holds an input of this run: " + input.string());
  if (!foreign.empty())
    refuse(
        "out-not-ours", out,
        "文件夹里的 " + foreign + " 不是方圆写的，--force 也不删除它；请换一个文件夹，或先把它移走",
        "the folder holds " + foreign +
            ", which fangyuan did not write and --force does not delete; choose another folder, "
            "or move it away");
}

AtomicFolder::~AtomicFolder() { release(); }

void AtomicFolder::commit() {
  assert(!staging_.empty());
  for (const auto& entry : fs::recursive_directory_iterator(staging_))
    if (!entry.is_symlink()) sync_path(entry.path());
  sync_path(staging_);
  if (holds_something(out_)) {
    if (!force_ || !foreign_entry(out_).empty()) fail_rename(out_, ENOTEMPTY);
    exchange(staging_, out_);
    // The old content is under the hidden name now, and release() removes it.
  } else {
    if (::rename(staging_.c_str(), out_.c_str()) != 0) fail_rename(out_, errno);
    staging_.clear();
  }
  sync_path(out_.parent_path());
  release();
}

void AtomicFolder::release() noexcept {
  std::error_code ignored;
  if (!staging_.empty()) fs::remove_all(staging_, ignored);
  staging_.clear();
  if (lock_ >= 0) {
    ::unlink(lock_path_.c_str());  // while it is still held: see lock_file
    ::close(lock_);
  }
  lock_ = -1;
}

}  // namespace fangyuan
