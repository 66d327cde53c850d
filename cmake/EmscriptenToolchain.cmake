# Finds the toolchain file of whichever Emscripten is installed: a distribution's or emsdk's.
find_program(HOOFBEAT_EM_CONFIG NAMES em-config REQUIRED)
execute_process(COMMAND "${HOOFBEAT_EM_CONFIG}" EMSCRIPTEN_ROOT
  OUTPUT_VARIABLE HOOFBEAT_EMSCRIPTEN_ROOT OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
include("${HOOFBEAT_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
