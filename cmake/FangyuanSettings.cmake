# SPDX-License-Identifier: Apache-2.0
# Compiler settings shared by every target, the packages we build on, and two helper functions.

find_program(FANGYUAN_CCACHE ccache)
if(FANGYUAN_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${FANGYUAN_CCACHE})
endif()

# Asserts stay in: an invariant that is compiled out protects nobody.
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
add_compile_options(-Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
                    -Woverloaded-virtual -Werror)
set(FANGYUAN_SANITIZE "" CACHE STRING "sanitizers, e.g. address,undefined or thread")
if(FANGYUAN_SANITIZE)
  # -O1 and line tables only: built in less than half the time, and warnings are release's business.
  # GCC 12 then sees uninitialised members in its own std::regex.
  # What UBSan sees ends the program, else a test would pass over it.
  add_compile_options(-O1 -g1 -fsanitize=${FANGYUAN_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer -Wno-maybe-uninitialized -D_GLIBCXX_ASSERTIONS)
  if(FANGYUAN_SANITIZE MATCHES "thread")  # Boost.Asio has a fence, which the sanitizer does not see
    add_compile_options(-Wno-tsan)
  endif()
  add_link_options(-fsanitize=${FANGYUAN_SANITIZE})
endif()
find_program(FANGYUAN_LLD ld.lld)
if(FANGYUAN_LLD)
  add_link_options(-fuse-ld=lld)
endif()
include_directories(${CMAKE_SOURCE_DIR})

find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(GDAL 3.6 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PROJ REQUIRED IMPORTED_TARGET proj)
pkg_check_modules(GEOS REQUIRED IMPORTED_TARGET geos)
find_package(OpenSSL REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)
find_path(METIS_INCLUDE_DIR metis.h REQUIRED)
find_library(METIS_LIBRARY metis REQUIRED)

# Precompiled headers: less to compile on a machine without a compiler cache, which serves
# better where there is one. Builds without them keep every file's own includes complete.
set(pch_default OFF)
if(NOT FANGYUAN_CCACHE AND NOT FANGYUAN_SANITIZE AND CMAKE_BUILD_TYPE STREQUAL Release)
  set(pch_default ON)
endif()
option(FANGYUAN_PCH "precompile the headers that most files include" ${pch_default})

# The owner of one precompiled header; others take it by fangyuan_precompile(target owner).
function(fangyuan_precompiled owner header)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch/${owner}.cpp CONTENT "// owns a precompiled header\n")
  add_library(${owner} OBJECT ${CMAKE_BINARY_DIR}/pch/${owner}.cpp)
  target_link_libraries(${owner} PRIVATE fmt::fmt Threads::Threads ${ARGN})
  target_precompile_headers(${owner} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/${header})
endfunction()
function(fangyuan_precompile target owner)
  if(FANGYUAN_PCH)
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()
if(FANGYUAN_PCH)
  # GCC 12 inlines otherwise then and sees overflows in its own std::string that are none. Only the
  # warnings that depend on inlining are off; builds without precompiled headers keep them.
  add_compile_options(-Wno-array-bounds -Wno-maybe-uninitialized -Wno-restrict
                      -Wno-stringop-overflow -Wno-stringop-overread)
  fangyuan_precompiled(fangyuan_pch precompiled_library.h)
endif()

# fangyuan_test(NAME name SOURCES a_test.cpp… LIBS fangyuan_core… [LABELS fast] [TOGETHER])
# One test program per topic; every TEST in it becomes one ctest case, or, with TOGETHER, the program
# does: where what its tests share takes longer to set up than they run.
function(fangyuan_test)
  cmake_parse_arguments(T "TOGETHER" "NAME" "SOURCES;LIBS;LABELS" ${ARGN})
  if(NOT T_LABELS)
    set(T_LABELS fast)  # an empty one would swallow the name of the next property
  endif()
  add_executable(${T_NAME} ${T_SOURCES})
  fangyuan_precompile(${T_NAME} fangyuan_test_pch)
  target_link_libraries(${T_NAME} PRIVATE ${T_LIBS} GTest::gtest_main)
  target_compile_definitions(${T_NAME} PRIVATE
    FANGYUAN_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    FANGYUAN_SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared/data")
  if(T_TOGETHER)
    add_test(NAME ${T_NAME} COMMAND ${T_NAME})
    set_tests_properties(${T_NAME} PROPERTIES LABELS "${T_LABELS}" TIMEOUT 600)
    return()
  endif()
  gtest_discover_tests(${T_NAME} DISCOVERY_TIMEOUT 60 PROPERTIES LABELS "${T_LABELS}" TIMEOUT 600)
endfunction()
