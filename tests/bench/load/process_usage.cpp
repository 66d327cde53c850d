#include "process_usage.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

#include "failure.hpp"

namespace hoofbeat::load {
namespace {

std::string content_of(pid_t pid, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/" + name);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file.is_open()) throw Failure("there is no process " + std::to_string(pid));
  return content.str();
}

}  // namespace

double cpu_seconds(pid_t pid) {
  const std::string stat = content_of(pid, "stat");
  // The name, in parentheses, may hold anything; utime and stime are the 12th and 13th behind it (proc(5)).
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  long user = 0;
  long system = 0;
  if (!(fields >> user >> system)) throw Failure("/proc/<pid>/stat is not as expected");
  return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

long resident_kb(pid_t pid) {
  constexpr const char* field = "VmRSS:";
  const std::string status = content_of(pid, "status");
  const std::size_t at = status.find(field);
  if (at == std::string::npos) throw Failure("/proc/<pid>/status has no VmRSS");
  return std::stol(status.substr(at + std::string(field).size()));
}

}  // namespace hoofbeat::load
