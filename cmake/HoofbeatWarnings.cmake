# Link to `hoofbeat_warnings` (PRIVATE) from every target whose sources are ours.
add_library(hoofbeat_warnings INTERFACE)
target_compile_options(hoofbeat_warnings INTERFACE
  -Wall
  -Wextra
  -Wpedantic
  -Wshadow
  -Wconversion
  -Wnon-virtual-dtor
  -Wold-style-cast
  -Wcast-align
  -Wimplicit-fallthrough
  $<$<BOOL:${HOOFBEAT_WARNINGS_AS_ERRORS}>:-Werror>
  # GCC's instrumentation makes this one guess wrong.
  $<$<AND:$<BOOL:${HOOFBEAT_SANITIZE}>,$<CXX_COMPILER_ID:GNU>>:-Wno-maybe-uninitialized>)
