// SPDX-License-Identifier: Apache-2.0
// A folder that appears complete or keeps its old content.
#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace fangyuan {

/// Writes go to a hidden sibling; `commit` puts it in OUT's place by one rename.
///
///   AtomicFolder out("result", force);          // refuses before anything is computed
///   write_coverage_csv(contents, out.staging() / "coverage.csv");
///   out.commit();                               // now, and not before, `result` has changed
///
/// While it lives it holds a lock, so that a second run to the same folder is refused. Without
/// commit the destructor leaves OUT untouched and removes the sibling. What a killed run left
/// beside OUT (`.OUT.fangyuan-…`) is removed by the next one to the same OUT.
class AtomicFolder {
 public:
  /// Missing parents are made. Throws InputError:
  ///   out-not-empty   OUT holds something and `force` is not given
  ///   out-busy        another live run writes to OUT
  ///   out-not-folder  OUT, or a parent of it, is a file
  ///   out-unwritable  no permission, a read-only disk, OUT is a mount point or "/"
  ///   out-holds-input one of `inputs` lies in OUT, and forcing would delete it
  ///   out-not-ours    OUT holds something that fangyuan did not write (own_folder.h), also forced
  AtomicFolder(const std::filesystem::path& out, bool force,
               std::span<const std::filesystem::path> inputs = {});
  ~AtomicFolder();
  AtomicFolder(const AtomicFolder&) = delete;
  AtomicFolder& operator=(const AtomicFolder&) = delete;

  /// The hidden folder to write into; empty at first.
  const std::filesystem::path& staging() const { return staging_; }

  /// Flushes every file to disk and takes OUT's place. Throws std::runtime_error (OUT is then as it
  /// was), also when OUT has been filled meanwhile and `force` is not given, or by someone else.
  /// Once only.
  void commit();

 private:
  void refuse_content(const std::filesystem::path& out,
                      std::span<const std::filesystem::path> inputs) const;
  void release() noexcept;

  std::filesystem::path out_;
  std::filesystem::path staging_;
  std::filesystem::path lock_path_;
  int lock_ = -1;
  bool force_ = false;
};

}  // namespace fangyuan
