#pragma once

#include <sys/types.h>

namespace hoofbeat::load {

/// CPU time that a process has used, in seconds, by /proc/<pid>/stat: in steps of 10 ms. Throws Failure where
/// there is no such process.
double cpu_seconds(pid_t pid);

/// What a process has in memory, in kB, by VmRSS of /proc/<pid>/status. Throws Failure.
long resident_kb(pid_t pid);

}  // namespace hoofbeat::load
