#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "words.h"

static void count(benchmark::State& state) {
  std::string text;
  while (text.size() < 4096) text += "some words and\nothers ";
  for (auto _ : state) benchmark::DoNotOptimize(count_words(text));
}
BENCHMARK(count)->Name("words/count");

static void join_many(benchmark::State& state) {
  const std::vector<std::string> words(500, "a word that is a little longer");
  for (auto _ : state) benchmark::DoNotOptimize(join(words));
}
BENCHMARK(join_many)->Name("words/join");
