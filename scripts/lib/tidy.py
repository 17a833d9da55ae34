#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""clang-tidy over every source file that a build folder compiles; exit 1 when anything is found.

  scripts/lib/tidy.py BUILD_DIR [first part of a path, such as core/…]

A file that passed is looked at again only when it, a header of ours that it includes, its compile
command, a .clang-tidy or clang-tidy itself has changed. What passed is kept in BUILD_DIR/tidy.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
FINDING = re.compile(r"^(/[^:]+:\d+:\d+): (?:error|warning): ")
JOBS = os.cpu_count() or 1


def our_files(source):
    """The file and every header of ours that it includes, directly or not."""
    seen, waiting = set(), [source]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for name in INCLUDE.findall(path.read_bytes()):
            for folder in (ROOT, path.parent):
                header = folder / name.decode()
                if header.is_file():
                    waiting.append(header)
                    break
    return sorted(seen)


def key_of(source, command, version):
    key = hashlib.sha256(version + command.encode())
    for folder in source.relative_to(ROOT).parents:
        if (config := ROOT / folder / ".clang-tidy").is_file():
            key.update(config.read_bytes())
    for path in our_files(source):
        key.update(str(path).encode() + b"\0" + path.read_bytes() + b"\0")
    return key.hexdigest()


def findings(output):
    """The output cut into findings: their place and check first, then their lines."""
    parts = []
    for line in output.splitlines():
        if FINDING.match(line):
            parts.append([line])
        elif parts:
            parts[-1].append(line)
    return parts


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    wanted = sys.argv[2:]
    work = build / "tidy"
    (work / "passed").mkdir(parents=True, exist_ok=True)

    # A file that several targets compile is looked at once.
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        if path.suffix == ".cpp" and path.is_relative_to(ROOT) and not path.is_relative_to(build):
            commands.setdefault(path, entry)
    (work / "compile_commands.json").write_text(json.dumps(list(commands.values())))
    if wanted:
        commands = {p: e for p, e in commands.items() if str(p.relative_to(ROOT)).startswith(tuple(wanted))}

    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    keys = {p: key_of(p, e["command"], version) for p, e in commands.items()}
    waiting = [p for p in commands if not (work / "passed" / keys[p]).exists()]
    # The longest first, so that no core waits for the other at the end.
    waiting.sort(key=lambda p: -p.stat().st_size)

    def check(path):
        run = subprocess.run(["clang-tidy", "-p", str(work), "--quiet", str(path)],
                             capture_output=True, text=True)
        if run.returncode == 0:
            (work / "passed" / keys[path]).touch()
        return path, run

    failed, told = 0, set()
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for future in concurrent.futures.as_completed([pool.submit(check, p) for p in waiting]):
            path, run = future.result()
            if run.returncode == 0:
                continue
            failed += 1
            parts = findings(run.stdout)
            for part in parts:
                if part[0] not in told:  # a header's, told once
                    told.add(part[0])
                    print("\n".join(part).replace(f"{ROOT}{os.sep}", ""), flush=True)
            if not parts:
                print(f"{path}: clang-tidy failed ({run.returncode})\n{run.stdout}{run.stderr}")
    print(f"clang-tidy: {len(commands)} files, {len(waiting)} looked at, "
          f"{len(commands) - len(waiting)} unchanged since they passed, "
          + (f"{len(told)} findings in {failed} files" if failed else "clean"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
