include(Catch)

# hoofbeat_add_test(<name> SOURCES <file>… LIBRARIES <target>…)
#
# A Catch2 executable, each test case of which is a test of ctest's named `<name>:<test case>`.
# HOOFBEAT_VECTORS_DIR is defined for reading tests/vectors.
function(hoofbeat_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
  add_executable(${name} ${arg_SOURCES})
  # The library brings Catch2's main ready-made: compiling it under sanitizers takes minutes.
  target_link_libraries(${name} PRIVATE Catch2::Catch2WithMain hoofbeat_warnings ${arg_LIBRARIES})
  target_precompile_headers(${name} PRIVATE <catch2/catch.hpp>)
  target_compile_definitions(${name} PRIVATE HOOFBEAT_VECTORS_DIR="${PROJECT_SOURCE_DIR}/tests/vectors")
  # Ends a test that hangs, far above what the slowest takes under sanitizers.
  catch_discover_tests(${name} TEST_PREFIX "${name}:" PROPERTIES TIMEOUT 300)
endfunction()
