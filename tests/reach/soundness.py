#!/usr/bin/env python3
"""soundness.py TOOL [--programs N] [--builds N] [--seed N] [--jobs N] [--compiler CXX] [--flags FLAGS]

Tries `TOOL affected` on random edits of generated C++ programs: constants, tables, virtual functions,
inlined functions, templates, thread-locals, weak symbols, pointers in data, lambdas, constexpr arrays,
assembler, exceptions, ifuncs, static initialisers. Each benchmark prints what it computes; a benchmark
that is called the same and prints something else is a false "same": exit 1.

A program is made of groups of functions. Only functions of one group call one another, so one build holds
an edit in most groups, and the output of a group's benchmarks is the truth of its edit alone. An edit
whose benchmarks name a difference in their own group cannot have been hidden by another edit of the build.

Needs the compiler alone: the programs bring their own registry that looks like Google Benchmark's.
"""
import argparse, concurrent.futures, json, os, pathlib, random, re, shutil, subprocess, sys, tempfile

HEADER = r"""
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <vector>
namespace benchmark {
struct State { long seed; long result; };
namespace internal {
struct Entry { const char* name; void (*run)(State&); Entry* next; };
void* RegisterBenchmarkInternal(Entry* entry);
}
}
#define BENCHMARK(f) static void* registered_##f = benchmark::internal::RegisterBenchmarkInternal(new benchmark::internal::Entry{#f, f, nullptr})
"""

# Each benchmark runs in a process of its own, for it is judged as if it ran alone.
MAIN = r"""
#include <sys/wait.h>
#include <unistd.h>
namespace benchmark::internal {
Entry* first = nullptr;
void* RegisterBenchmarkInternal(Entry* entry) { entry->next = first; return first = entry; }
}
int main(int argc, char** argv) {
  if (argc > 1 && std::strncmp(argv[1], "--benchmark_list_tests", 22) == 0) {
    for (auto* e = benchmark::internal::first; e; e = e->next) std::printf("%s\n", e->name);
    return 0;
  }
  for (auto* e = benchmark::internal::first; e; e = e->next) {
    if (const auto child = fork(); child != 0) {
      int status = 0;
      waitpid(child, &status, 0);
      if (status != 0) std::printf("%s ended with %d\n", e->name, status);
      std::fflush(stdout);
      continue;
    }
    std::printf("%s", e->name);
    for (long seed = 3; seed < 17; ++seed) {  // so that each case of a switch is met
      benchmark::State state{argc * seed, 0};
      e->run(state);
      std::printf(" %ld", state.result);
    }
    std::printf("\n");
    std::fflush(stdout);
    _exit(0);
  }
}
"""


class Group:
    """Functions that call one another, in one file; some of their data is in the next one."""

    def __init__(self, number, file):
        self.number, self.file, self.functions, self.keys = number, file, [], []


class Program:
    """Pieces of source with holes; an edit fills a hole anew."""

    def __init__(self, rng, groups, files):
        self.rng, self.values, self.choices = rng, {}, {}
        self.files = [[] for _ in range(files)]
        self.groups = []
        kinds = []
        for number in range(groups):
            self.group = Group(number, number % files)
            self.groups.append(self.group)
            for part in range(rng.randint(2, 4)):
                if not kinds:
                    kinds = rng.sample(KINDS, len(KINDS))
                name = f"p{number}x{part}"
                self.files[self.group.file].append((name, kinds.pop()(self, name)))
                self.group.functions.append(name)

    def either(self, *choices):
        """A hole for one of these texts."""
        key = f"@{len(self.values)}@"
        self.values[key], self.choices[key] = self.rng.choice(choices), choices
        self.group.keys.append(key)
        return key

    def hole(self, low=1, high=120):
        return self.either(*range(low, high + 1))

    def callee(self):
        known = self.group.functions
        return f"+ {self.rng.choice(known)}(x)" if known and self.rng.random() < .6 else ""

    def elsewhere(self, text):
        """A part of the piece in another file."""
        self.files[(self.group.file + 1) % len(self.files)].append((None, text))

    def copy(self):
        copy = Program.__new__(Program)
        copy.__dict__.update(self.__dict__)
        copy.values = dict(self.values)
        copy.files = [list(pieces) for pieces in self.files]
        return copy

    def edited(self, group):
        copy = self.copy()
        key = self.rng.choice(group.keys)
        copy.values[key] = self.rng.choice([v for v in self.choices[key] if v != self.values[key]])
        return copy

    def grown(self):
        """An unrelated function, table and benchmark somewhere."""
        copy = self.copy()
        pieces = self.rng.choice(copy.files)
        n = self.rng.randint(3, 40)
        table = ", ".join(str(self.rng.randint(0, 99)) for _ in range(n))
        pieces.insert(self.rng.randint(0, len(pieces)), (None, f"static const int extra_t[{n}] = {{{table}}};\n"
            f"__attribute__((noinline)) long extra(long x) {{ std::string s(\"extra {n}\"); return extra_t[x % {n}] + (long)s.size(); }}\n"
            "static void BM_extra(benchmark::State& s) { s.result = extra(s.seed); }\nBENCHMARK(BM_extra);\n"))
        return copy

    def sources(self):
        for pieces in self.files:
            text = ""
            for name, piece in pieces:
                text += piece + "\n"
                if name:
                    text += f"static void BM_{name}(benchmark::State& s) {{ s.result = {name}(s.seed); }}\nBENCHMARK(BM_{name});\n"
            while "@" in text:  # a choice may have holes itself
                text = re.sub("@[0-9]+@", lambda key: str(self.values[key[0]]), text)
            yield text


def holes(p, n, low=1, high=120):
    return ", ".join(p.hole(low, high) for _ in range(n))


def linkage(p):
    inlined = p.rng.choice(["__attribute__((noinline)) ", "", p.either("__attribute__((noinline)) ", "")])
    return p.rng.choice(["static ", "", "static ", "inline "]) + inlined


def constant(p, n):
    return f"{linkage(p)}long {n}(long x) {{ return x * {p.hole()} + {p.hole()} {p.callee()}; }}"

def table(p, n):
    size = p.rng.choice([3, 8, 20, 64])
    offset = p.rng.choice([0, 1, 1, 2])
    typ = p.rng.choice(["int", "unsigned char", "short", "long", "double"])
    scope = p.rng.choice(["static const", "static", "const", ""])
    loop = p.rng.choice([
        f"for (long i = {offset}; i < {size}; ++i) k = k * 3 + (long){n}_t[i - {offset}];",
        f"for (long i = {size}; i > 0; --i) k = k * 3 + (long){n}_t[i - 1];",
        f"for (auto v : {n}_t) k = k * 5 + (long)v;",
        f"k = (long){n}_t[(x + {offset}) % {size}] * 7 + (long){n}_t[x % {size}];"])
    return f"{scope} {typ} {n}_t[{size}] = {{{holes(p, size)}}};\n{linkage(p)}long {n}(long x) {{ long k = x; {loop} return k {p.callee()}; }}"

def local_array(p, n):
    size = p.rng.choice([4, 9, 16, 40])
    return (f"{linkage(p)}long {n}(long x) {{ const {p.rng.choice(['int', 'long', 'char', 'double'])} t[] = {{{holes(p, size)}}}; long k = x;"
            f" for (auto v : t) k = k * 3 + (long)v; return k + (long)t[x % {size}] {p.callee()}; }}")

def copied(p, n):
    size = p.rng.choice([4, 20, 60])
    return (f"__attribute__((noinline)) long {n}_sum(long* t, int k) {{ long r = 0; for (int i = k; i-- > 0;) r = r * 3 + t[i]; return r; }}\n"
            f"{linkage(p)}long {n}(long x) {{ long t[] = {{{holes(p, size)}}}; return x + {n}_sum(t, {size}) {p.callee()}; }}")

def virtual(p, n):
    return (f"struct {n}_B {{ virtual ~{n}_B() {{}} virtual long f(long) const {{ return {p.hole()}; }} }};\n"
            f"struct {n}_D : {n}_B {{ long f(long x) const override {{ return x * {p.hole()} {p.callee()}; }} }};\n"
            f"__attribute__((noinline)) {n}_B* {n}_make(long x) {{ if (x & 1) return new {n}_D; return new {n}_B; }}\n"
            f"{linkage(p)}long {n}(long x) {{ auto* b = {n}_make(x); long r = b->f(x); delete b; b = {n}_make(x + 1); r += b->f(x); delete b; return r; }}")

def templated(p, n):
    return (f"template <class T> __attribute__((noinline)) T {n}_f(T x) {{ return x * {p.hole()} + (T)sizeof(T); }}\n"
            f"{linkage(p)}long {n}(long x) {{ return {n}_f<int>((int)x) + {n}_f<long>(x) + (long){n}_f<double>((double)x) {p.callee()}; }}")

def threadlocal(p, n):
    return (f"{p.rng.choice(['static ', ''])}thread_local long {n}_v = {p.hole()}; thread_local long {n}_z;\n"
            f"{linkage(p)}long {n}(long x) {{ {n}_z += {n}_v++; return {n}_z * x {p.callee()}; }}")

def weak(p, n):
    return (f"__attribute__((weak, noinline)) long {n}_w(long x) {{ return x + {p.hole()}; }}\n"
            f"extern \"C\" __attribute__((weak)) long {n}_absent(long);\n"
            f"{linkage(p)}long {n}(long x) {{ return {n}_w(x) + ({n}_absent ? 1 : {p.hole()}) {p.callee()}; }}")

def pointers(p, n):
    return (f"static long {n}_a(long x) {{ return x + {p.hole()}; }}\nstatic long {n}_b(long x) {{ return x * {p.hole()} {p.callee()}; }}\n"
            f"struct {n}_S {{ long (*f)(long); const char* text; const long* value; }};\nstatic long {n}_v[] = {{{holes(p, 4)}}};\n"
            f"{p.rng.choice(['static const', 'static', ''])} {n}_S {n}_t[] = {{{{{n}_a, \"text {p.hole()}\", {n}_v + 1}}, {{{n}_b, \"other {p.hole()}\", {n}_v + 3}}}};\n"
            f"{linkage(p)}long {n}(long x) {{ long k = 0; for (const auto& s : {n}_t) k = k * 7 + s.f(x) + s.text[6] + s.text[5] + *s.value; return k; }}")

def strings(p, n):
    a = p.rng.choice(["short", "a text that is longer than thirty-two characters are", "x"])
    return (f"__attribute__((noinline)) long {n}_h(const char* s) {{ long k = 0; while (*s) k = k * 31 + *s++; return k; }}\n"
            f"{linkage(p)}long {n}(long x) {{ static const char* const w[] = {{\"{a}{p.hole()}\", \"tail{p.hole()}\"}}; return x + {n}_h(\"{a}{p.hole()}\") + {n}_h(w[x & 1]) {p.callee()}; }}")

def wide(p, n):
    return (f"__attribute__((noinline)) long {n}_h(const char16_t* s) {{ long k = 0; while (*s) k = k * 31 + *s++; return k; }}\n"
            f"{linkage(p)}long {n}(long x) {{ return x + {n}_h(u\"A{p.hole()}\") {p.callee()}; }}")

def lambdas(p, n):
    return (f"{linkage(p)}long {n}(long x) {{ auto f = [x](long y) {{ return x * {p.hole()} + y; }}; long (*g)(long) = [](long y) {{ return y ^ {p.hole()}; }}; return f(g(x)) {p.callee()}; }}")

def constexprs(p, n):
    return (f"constexpr int {n}_t[] = {{{holes(p, 10)}}};\nconstexpr int {n}_sum() {{ int k = 0; for (int v : {n}_t) k += v * v; return k; }}\n"
            f"{linkage(p)}long {n}(long x) {{ return x * {n}_sum() + {n}_t[x % 10] {p.callee()}; }}")

def assembler(p, n):
    return (f"{linkage(p)}long {n}(long x) {{ long r; asm(\"lea {p.hole()}(%1), %0\" : \"=r\"(r) : \"r\"(x)); return r {p.callee()}; }}")

def top_assembler(p, n):
    return (f"asm(\".pushsection .text.{n}_a,\\\"ax\\\"\\n.globl {n}_a\\n{n}_a: lea {p.hole()}(%rdi), %rax\\nadd {n}_d(%rip), %rax\\nret\\n.popsection\\n"
            f".pushsection .rodata.{n}_d,\\\"a\\\"\\n.balign 8\\n{n}_d: .quad {p.hole()}\\n.popsection\");\nextern \"C\" long {n}_a(long);\n"
            f"{linkage(p)}long {n}(long x) {{ return {n}_a(x) {p.callee()}; }}")

def exceptions(p, n):
    order = p.either("int", "long")
    return (f"__attribute__((noinline)) long {n}_t(long x) {{ if (x % 3 == 0) throw ({order})x; return {p.hole()}; }}\n"
            f"{linkage(p)}long {n}(long x) {{ try {{ return {n}_t(x); }} catch (int v) {{ return v + {p.hole()}; }} catch (long v) {{ return v * {p.hole()}; }} }}")

def ifunc(p, n):
    return (f"extern \"C\" {{ static long {n}_x(long x) {{ return x + {p.hole()}; }} static long {n}_y(long x) {{ return x + {p.hole()}; }}\n"
            f"long (*{n}_resolve())(long) {{ return {p.hole(0, 1)} ? {n}_x : {n}_y; }} }}\nextern \"C\" long {n}_i(long) __attribute__((ifunc(\"{n}_resolve\")));\n"
            f"{linkage(p)}long {n}(long x) {{ return {n}_i(x) {p.callee()}; }}")

def initialised(p, n):
    how = p.rng.choice([f"std::vector<long> {n}_v = {{{holes(p, 5)}}};", f"static std::vector<long> {n}_v(3, {p.hole()});",
                        f"static long {n}_m[3]; struct {n}_I {{ {n}_I() {{ {n}_m[1] = {p.hole()}; }} }} {n}_i; struct {n}_V {{ long back() {{ return {n}_m[1]; }} }} {n}_v;",
                        f"static long {n}_c() {{ return std::atol(\"{p.hole()}\"); }} static long {n}_l = {n}_c(); struct {n}_V {{ long back() {{ return {n}_l; }} }} {n}_v;"])
    return f"{how}\n{linkage(p)}long {n}(long x) {{ return x + {n}_v.back() {p.callee()}; }}"

def chained(p, n):
    return (f"long {n}_a = std::strlen(std::getenv(\"{n}\") ? \"b\" : \"abc\") + {p.hole()};\nlong {n}_b = {n}_a * 2;\n"
            f"{linkage(p)}long {n}(long x) {{ return x + {n}_b {p.callee()}; }}")

def switched(p, n):
    cases = " ".join(f"case {i}: return {p.hole()} {p.callee() if i % 3 == 0 else ''};" for i in range(p.rng.choice([5, 12])))
    code = p.rng.random() < .5
    extra = f"asm volatile(\"nop\");" if code else ""
    return f"{linkage(p)}long {n}(long x) {{ {extra} switch (x % 13) {{ {cases} default: return std::labs(x); }} }}"

def floats(p, n):
    return f"{linkage(p)}long {n}(long x) {{ double d = (double)x * {p.hole()}.5 + {p.hole()}.25; float f = (float)x / {p.hole()}.0f; return (long)(d * f * 100) {p.callee()}; }}"

def vectors(p, n):
    return (f"typedef int {n}_V __attribute__((vector_size(32)));\n{linkage(p)}long {n}(long x) {{ {n}_V v = {{{holes(p, 8)}}}; v = v * (int)x; long k = 0; for (int i = 0; i < 8; ++i) k = k * 3 + v[i]; return k {p.callee()}; }}")

def labels(p, n):
    return (f"{linkage(p)}long {n}(long x) {{ static void* const t[] = {{&&a, &&b, &&c}}; goto *t[x % 3]; a: return {p.hole()}; b: return x + {p.hole()}; c: return x * {p.hole()}; }}")

def members(p, n):
    return (f"struct {n}_S {{ long f(long x) {{ return x + {p.hole()}; }} long g(long x) {{ return x * {p.hole()}; }} }};\n"
            f"static long ({n}_S::* const {n}_t[])(long) = {{&{n}_S::f, &{n}_S::g}};\n{linkage(p)}long {n}(long x) {{ {n}_S s; return (s.*{n}_t[x & 1])(x) + (s.*{n}_t[(x + 1) & 1])(x) {p.callee()}; }}")

def mutable(p, n):
    return (f"static long {n}_k = {p.hole()}; static long {n}_z;\n{linkage(p)}long {n}(long x) {{ {n}_z = {n}_z * 3 + {n}_k; {n}_k += x; return {n}_z {p.callee()}; }}")

def weak_elsewhere(p, n):
    strong = f"long {n}_w(long x) {{ return x * 2 + {p.hole()}; }}"
    p.elsewhere(p.either("", strong))
    return (f"__attribute__((weak, noinline)) long {n}_w(long x) {{ return x + {p.hole()}; }}\n"
            f"{linkage(p)}long {n}(long x) {{ return {n}_w(x) {p.callee()}; }}")

def written_elsewhere(p, n):
    how = p.rng.choice([f"{n}_v = {p.hole()};", f"*{n}_p = {p.hole()};", f"{n}_set(&{n}_v, {p.hole()});"])
    p.elsewhere(f"extern long {n}_v, *{n}_p; static __attribute__((noinline)) void {n}_set(long* at, long x) {{ *at = x; }}\n"
                f"static struct {n}_I {{ {n}_I() {{ {how} }} }} {n}_i;")
    return f"long {n}_v; long* {n}_p = &{n}_v;\n{linkage(p)}long {n}(long x) {{ return x + {n}_v {p.callee()}; }}"

def linked_list(p, n):
    p.elsewhere(f"struct {n}_L {{ long v; {n}_L* next; }}; extern {n}_L* {n}_first; static {n}_L {n}_e{{{p.hole()}, nullptr}};\n"
                f"static struct {n}_I {{ {n}_I() {{ {n}_e.next = {n}_first; {n}_first = {p.either('&' + n + '_e', 'new ' + n + '_L(' + n + '_e)')}; }} }} {n}_i;")
    return (f"struct {n}_L {{ long v; {n}_L* next; }}; {n}_L* {n}_first = nullptr;\n"
            f"{linkage(p)}long {n}(long x) {{ for (auto* e = {n}_first; e; e = e->next) x = x * 3 + e->v; return x {p.callee()}; }}")

def constructors(p, n):
    return (f"static long {n}_v = 1;\n__attribute__((constructor({p.hole(101, 900)}))) static void {n}_a() {{ {n}_v = {n}_v * 3 + {p.hole()}; }}\n"
            f"__attribute__((constructor({p.hole(101, 900)}))) static void {n}_b() {{ {n}_v = {n}_v * 5 + {p.hole()}; }}\n"
            f"{linkage(p)}long {n}(long x) {{ return x + {n}_v {p.callee()}; }}")

def static_local(p, n):
    return (f"__attribute__((noinline)) long {n}_c(long x) {{ return x * {p.hole()}; }}\n"
            f"inline long& {n}_s(long x) {{ {p.either('static', 'static thread_local')} long v = {n}_c(x + {p.hole()}); return ++v; }}\n"
            f"{linkage(p)}long {n}(long x) {{ return {n}_s(x) + {n}_s(x) {p.callee()}; }}")

def thread_dynamic(p, n):
    return (f"static __attribute__((noinline)) long {n}_c() {{ return std::atol(\"{p.hole()}\") * {p.hole()}; }}\nthread_local long {n}_v = {n}_c();\n"
            f"{linkage(p)}long {n}(long x) {{ return x * {n}_v {p.callee()}; }}")

def section_array(p, n):
    more = p.either("", f"__attribute__((section(\"{n}_sec\"), used)) static const long {n}_e2 = {p.hole()};")
    return (f"__attribute__((section(\"{n}_sec\"), used)) static const long {n}_e1 = {p.hole()};\n{more}\n"
            f"extern const long __start_{n}_sec[], __stop_{n}_sec[];\n"
            f"{linkage(p)}long {n}(long x) {{ for (auto* e = __start_{n}_sec; e != __stop_{n}_sec; ++e) x = x * 3 + *e; return x {p.callee()}; }}")

def casts(p, n):
    return (f"struct {n}_B {{ virtual ~{n}_B() {{}} virtual long f() {{ return 1; }} }}; struct {n}_M {{ virtual long g() {{ return {p.hole()}; }} }};\n"
            f"struct {n}_D : {n}_B, {n}_M {{ long g() override {{ return {p.hole()}; }} }}; struct {n}_E : {n}_B {{ long f() override {{ return {p.hole()}; }} }};\n"
            f"__attribute__((noinline)) {n}_B* {n}_make() {{ return new {p.either(n + '_D', n + '_E', n + '_B')}; }}\n"
            f"{linkage(p)}long {n}(long x) {{ auto* b = {n}_make(); auto* m = dynamic_cast<{n}_M*>(b); return x + b->f() + (m ? m->g() : {p.hole()}) {p.callee()}; }}")

def aliased(p, n):
    return (f"extern \"C\" {{ long {n}_q(long x) {{ return x + {p.hole()}; }} long {n}_r(long x) {{ return x * {p.hole()}; }}\n"
            f"long {n}_al(long) __attribute__((alias(\"{p.either(n + '_q', n + '_r')}\"))); }}\n"
            f"{linkage(p)}long {n}(long x) {{ return {n}_al(x) {p.callee()}; }}")

def called_back(p, n):
    return (f"static int {n}_up(const void* a, const void* b) {{ return int(*(const long*)a - *(const long*)b); }}\n"
            f"static int {n}_mod(const void* a, const void* b) {{ return int(*(const long*)a % {p.hole(2, 9)} - *(const long*)b % {p.hole(2, 9)}); }}\n"
            f"{linkage(p)}long {n}(long x) {{ long t[] = {{{holes(p, 5)}}}; std::qsort(t, 5, sizeof(long), {p.either(n + '_up', n + '_mod')}); return x + t[0] * 3 + t[2] {p.callee()}; }}")

def recursive(p, n):
    return (f"long {n}_o(long x);\n__attribute__((noinline)) long {n}_e(long x) {{ return x <= 0 ? {p.hole()} : {n}_o(x - 1) + {p.hole()}; }}\n"
            f"__attribute__((noinline)) long {n}_o(long x) {{ return x <= 0 ? {p.hole()} : {n}_e(x - 1) * {p.hole(1, 3)}; }}\n"
            f"{linkage(p)}long {n}(long x) {{ return {n}_e(x % 7) {p.callee()}; }}")

def parametrised(p, n):
    return (f"template <long K> struct {n}_T {{ static constexpr long v = {n}_T<K - 1>::v * 3 + {p.hole()}; static long w; }};\n"
            f"template <> struct {n}_T<0> {{ static constexpr long v = {p.hole()}; }};\ntemplate <long K> long {n}_T<K>::w = K * {p.hole()};\n"
            f"{linkage(p)}long {n}(long x) {{ return x + {n}_T<{p.hole(1, 9)}>::v + {n}_T<4>::w++ {p.callee()}; }}")

def records(p, n):
    fields = ", ".join(f"{{{p.hole()}, {p.hole(0, 7)}, '{p.either('a', 'b', 'c')}', {p.hole()}.0L}}" for _ in range(p.rng.choice([1, 3, 6])))
    return (f"struct {n}_R {{ long a; unsigned b : 3; char c; long double d; }};\n{p.rng.choice(['static const', 'constexpr', 'static'])} {n}_R {n}_t[] = {{{fields}}};\n"
            f"{linkage(p)}long {n}(long x) {{ for (const auto& r : {n}_t) x = x * 3 + r.a + r.b * 7 + r.c + (long)(r.d / 2); return x {p.callee()}; }}")


KINDS = [constant, table, table, local_array, copied, virtual, templated, threadlocal, weak, pointers, strings, wide, lambdas,
         constexprs, assembler, top_assembler, exceptions, ifunc, initialised, initialised, chained, switched, floats, vectors,
         labels, members, mutable, weak_elsewhere, written_elsewhere, linked_list, constructors, static_local, thread_dynamic,
         section_array, casts, aliased, called_back, recursive, parametrised, records]


class Compiler:
    """One compiler with one set of flags; its header is compiled once."""

    def __init__(self, name, flags, linker, folder):
        self.command = [name, "-std=c++20", "-w", *flags, "-ffunction-sections", "-fdata-sections"]
        self.link = [name, "-Wl,--emit-relocs", *linker]
        self.header = folder / "header.h"
        self.header.write_text(HEADER)
        ending = ".pch" if "clang" in name else ".gch"
        self.run(*self.command, "-x", "c++-header", self.header, "-o", f"{self.header}{ending}")
        (folder / "main.cc").write_text(MAIN)
        self.main = self.object(folder / "main.cc")

    @staticmethod
    def run(*command):
        subprocess.run([str(word) for word in command], check=True)

    def object(self, source):
        compiled = source.with_suffix(".o")
        self.run(*self.command, "-include", self.header, "-c", source, "-o", compiled)
        return compiled

    def build(self, program, folder):
        folder.mkdir()
        objects = [self.main]
        for number, text in enumerate(program.sources()):
            source = folder / f"file{number}.cc"
            source.write_text(text)
            objects.append(self.object(source))
        self.run(*self.link, *objects, "-o", folder / "bench")
        return folder / "bench"


def linkers(compiler):
    """The default one, and those that are installed besides."""
    found = [[]]
    for program, option in (("ld.lld", "lld"), ("ld.gold", "gold"), ("mold", "mold")):
        if shutil.which(program):
            found.append([f"-fuse-ld={option}"])
    return found


def results(binary):
    lines = subprocess.run([binary], capture_output=True, text=True, check=True).stdout.splitlines()
    return dict(line.split(" ", 1) for line in lines)


COUNTED = ("edits", "shown", "attributed", "judged", "changed", "touched", "same", "wrong", "needless", "untold")


def judge(options, groups, base, head, before, names_of):
    """What `affected` says of each benchmark, held against what it prints."""
    count = dict.fromkeys(COUNTED, 0)
    after = results(head)
    said = subprocess.run([options.tool, "affected", base, head, "--format", "json"], capture_output=True, text=True, check=True)
    answers = {one["name"]: one for one in json.loads(said.stdout)["benchmarks"]}
    wrong = []
    for name, value in before.items():
        answer = answers[name]["answer"]
        changed, same = value != after[name], answer == "same_code"
        count["judged"] += 1
        count["changed"] += changed
        count["same"] += same
        count["touched"] += answer == "touched"
        count["untold"] += answer == "cannot_tell"
        count["needless"] += not changed and not same
        if changed and same:
            count["wrong"] += 1
            wrong.append(name)
    for group in groups:
        changed = [n for n in names_of(group) if before[n] != after[n]]
        own = f"p{group.number}x"
        count["edits"] += 1
        count["shown"] += bool(changed)
        count["attributed"] += any(own in function for n in changed for function in answers[n].get("functions", []))
    return count, wrong


def one_program(options, seed):
    rng = random.Random(seed)
    flags = options.flags.split() if options.flags else [rng.choice(["-O2", "-O2", "-O3", "-O1", "-Os", "-O0"])]
    linker = rng.choice(linkers(options.compiler))
    total = dict.fromkeys(COUNTED, 0)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        compiler = Compiler(options.compiler, flags, linker, folder)
        program = Program(rng, options.groups, options.files)
        base = compiler.build(program, folder / "base")
        before = results(base)
        for i in range(options.builds):
            edited, groups = program, []
            for group in program.groups:
                if group.keys and rng.random() < .8:
                    edited = edited.edited(group)
                    groups.append(group)
            if rng.random() < .3:
                edited = edited.grown()
            head = compiler.build(edited, folder / f"head{i}")
            count, wrong = judge(options, groups, base, head, before, lambda g: [f"BM_{f}" for f in g.functions])
            for key, value in count.items():
                total[key] += value
            for one in wrong:
                print(f"FALSE SAME: seed {seed}, {flags + linker}, build {i}, {one}", file=sys.stderr, flush=True)
            if wrong and options.keep:
                kept = pathlib.Path(options.keep) / f"{seed}"
                shutil.copytree(folder / "base", kept / "base", dirs_exist_ok=True)
                shutil.copytree(folder / f"head{i}", kept / f"head{i}", dirs_exist_ok=True)
            shutil.rmtree(folder / f"head{i}")
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--programs", type=int, default=100)
    parser.add_argument("--builds", type=int, default=5, help="of each program, each with many edits")
    parser.add_argument("--groups", type=int, default=40, help="of functions in a program")
    parser.add_argument("--files", type=int, default=5, help="of a program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--flags", default="", help="instead of a random -O")
    parser.add_argument("--keep", default="", help="folder for programs that are judged wrongly")
    options = parser.parse_args()
    total = dict.fromkeys(COUNTED, 0)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for count in pool.map(lambda i: one_program(options, options.seed + i), range(options.programs)):
            for key, value in count.items():
                total[key] += value
            print(f"{total['edits']} edits, false same {total['wrong']}", file=sys.stderr, flush=True)
    print(f"{total['edits']} edits, {total['shown']} of them change what is printed, {total['attributed']} of those are named")
    print(f"{total['judged']} benchmarks judged, {total['changed']} of them print something else")
    print(f"same code {total['same']}, touched {total['touched']}, cannot tell {total['untold']}; "
          f"needlessly not the same {total['needless']}; false same {total['wrong']}")
    if total["shown"] == 0:
        sys.exit("no edit changed anything: nothing was shown")
    sys.exit(1 if total["wrong"] else 0)


main()
