// hoofbeat-counts: the names of its inputs, and what it was built by, as JSON.
// hoofbeat-counts <name>: runs that input once, inside of hoofbeat_counted, which callgrind is told to collect.

#include <gnu/libc-version.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

#include "inputs.hpp"

using hoofbeat::bench::Input;
using hoofbeat::bench::inputs;

extern "C" [[gnu::noinline]] std::uint64_t hoofbeat_counted(const std::function<std::uint64_t()>& work) {
  return work();
}

namespace {

void print_what_there_is() {
  std::string names;
  for (const Input& input : inputs()) names += (names.empty() ? "\"" : ", \"") + std::string(input.name) + '"';
  std::printf(
      "{\"toolchain\": {\"compiler\": \"%s\", \"libc\": \"glibc %s\", \"processor\": \"%s\"}, \"inputs\": [%s]}\n",
      HOOFBEAT_COMPILER, gnu_get_libc_version(), HOOFBEAT_PROCESSOR, names.c_str());
}

int run(const Input& input) {
  const auto [work, expected] = input.prepare();
  const std::uint64_t result = hoofbeat_counted(work);
  if (result == expected) return 0;
  std::fprintf(stderr, "%s gave %llu, not %llu: it did other work\n", std::string(input.name).c_str(),
               static_cast<unsigned long long>(result), static_cast<unsigned long long>(expected));
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 1) {
    print_what_there_is();
    return 0;
  }
  const std::string_view name = argv[1];
  const auto input =
      std::find_if(inputs().begin(), inputs().end(), [&](const Input& each) { return each.name == name; });
  if (input != inputs().end()) return run(*input);
  std::fprintf(stderr, "no such input: %s\n", argv[1]);
  return 2;
}
