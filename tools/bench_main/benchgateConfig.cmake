# find_package(benchgate) gives the target benchgate::bench_main, in place of
# benchmark::benchmark_main. It is compiled here from its installed sources, against the Google
# Benchmark and with the flags of the project that links it.
include(CMakeFindDependencyMacro)
if(NOT TARGET benchmark::benchmark)
  find_dependency(benchmark)
endif()
if(NOT TARGET benchgate::bench_main)
  add_subdirectory(${CMAKE_CURRENT_LIST_DIR}/../../benchgate/bench_main
    ${CMAKE_BINARY_DIR}/benchgate_bench_main EXCLUDE_FROM_ALL)
endif()
