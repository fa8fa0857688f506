#!/usr/bin/env python3
"""soundness.py TOOL [--programs N] [--edits N] [--seed N] [--jobs N] [--compiler CXX] [--flags FLAGS]

Tries `TOOL affected` on random edits of generated C++ programs: constants, tables, virtual functions,
inlined functions, templates, thread-locals, weak symbols, pointers in data, lambdas, constexpr arrays,
assembler, exceptions, ifuncs, static initialisers. Each benchmark prints what it computes; a benchmark
that is called the same and prints something else is a false "same": exit 1. Without a difference in
what is printed nothing is shown, so edits are drawn until they change some value in the source.

Needs the compiler alone: the programs bring their own registry that looks like Google Benchmark's.
"""
import argparse, concurrent.futures, json, os, pathlib, random, subprocess, sys, tempfile

PRELUDE = r"""
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
Entry* first = nullptr;
__attribute__((noinline)) void* RegisterBenchmarkInternal(Entry* entry) { entry->next = first; return first = entry; }
}
}
#define BENCHMARK(f) static void* registered_##f = benchmark::internal::RegisterBenchmarkInternal(new benchmark::internal::Entry{#f, f, nullptr})
int main(int argc, char** argv) {
  const char* filter = nullptr;
  for (int i = 1; i < argc; ++i) {
    if (std::strncmp(argv[i], "--benchmark_list_tests", 22) == 0) {
      for (auto* e = benchmark::internal::first; e; e = e->next) std::printf("%s\n", e->name);
      return 0;
    }
    if (std::strncmp(argv[i], "--only=", 7) == 0) filter = argv[i] + 7;
  }
  for (auto* e = benchmark::internal::first; e; e = e->next) {
    if (!filter || std::strcmp(filter, e->name) != 0) continue;
    benchmark::State state{argc * 3L, 0};
    e->run(state);
    std::printf("%ld\n", state.result);
  }
}
"""


class Program:
    """Pieces of source with holes; an edit fills a hole anew."""

    def __init__(self, rng):
        self.rng, self.values, self.pieces, self.functions = rng, {}, [], []
        for index in range(rng.randint(12, 24)):
            kind = rng.choice(KINDS)
            self.pieces.append((f"p{index}", kind(self, f"p{index}")))
            self.functions.append(f"p{index}")

    def hole(self, low=1, high=120):
        key = f"@{len(self.values)}@"
        self.values[key] = (self.rng.randint(low, high), low, high)
        return key

    def callee(self):
        return f"+ {self.rng.choice(self.functions)}(x)" if self.functions and self.rng.random() < .6 else ""

    def edit(self):
        key = self.rng.choice(sorted(self.values))
        value, low, high = self.values[key]
        new = self.rng.choice([v for v in range(low, high + 1) if v != value])
        copy = Program.__new__(Program)
        copy.__dict__.update(self.__dict__)
        copy.values = dict(self.values)
        copy.values[key] = (new, low, high)
        return copy

    def grown(self):
        """An unrelated function, table and benchmark somewhere."""
        copy = Program.__new__(Program)
        copy.__dict__.update(self.__dict__)
        copy.pieces = list(self.pieces)
        at = self.rng.randint(0, len(copy.pieces))
        n = self.rng.randint(3, 40)
        table = ", ".join(str(self.rng.randint(0, 99)) for _ in range(n))
        copy.pieces.insert(at, (None, f"static const int extra_t[{n}] = {{{table}}};\n"
            f"__attribute__((noinline)) long extra(long x) {{ std::string s(\"extra {n}\"); return extra_t[x % {n}] + (long)s.size(); }}\n"
            "static void BM_extra(benchmark::State& s) { s.result = extra(s.seed); }\nBENCHMARK(BM_extra);\n"))
        return copy

    def source(self):
        text = PRELUDE
        for name, piece in self.pieces:
            text += piece + "\n"
            if name:
                text += f"static void BM_{name}(benchmark::State& s) {{ s.result = {name}(s.seed); }}\nBENCHMARK(BM_{name});\n"
        for key, (value, _, _) in self.values.items():
            text = text.replace(key, str(value))
        return text


def holes(p, n, low=1, high=120):
    return ", ".join(p.hole(low, high) for _ in range(n))


def linkage(p):
    return p.rng.choice(["static ", "", "static ", "inline "]) + p.rng.choice(["__attribute__((noinline)) ", ""])


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
    order = p.rng.choice(["int", "long"])
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


KINDS = [constant, table, table, local_array, copied, virtual, templated, threadlocal, weak, pointers, strings, wide, lambdas,
         constexprs, assembler, top_assembler, exceptions, ifunc, initialised, initialised, chained, switched, floats, vectors,
         labels, members, mutable]


def build(options, program, folder, name, flags):
    source, binary = folder / f"{name}.cc", folder / name
    source.write_text(program.source())
    subprocess.run([options.compiler, "-std=c++20", "-w", *flags, "-ffunction-sections", "-fdata-sections",
                    "-Wl,--emit-relocs", str(source), "-o", str(binary)], check=True)
    return binary


def results(binary, names):
    return {n: subprocess.run([binary, f"--only={n}"], capture_output=True, text=True, check=True).stdout for n in names}


def one_program(options, seed):
    rng = random.Random(seed)
    flags = options.flags.split() if options.flags else [rng.choice(["-O2", "-O2", "-O3", "-O1", "-Os", "-O0"])]
    count = {"edits": 0, "changed": 0, "touched": 0, "same": 0, "wrong": 0, "needless": 0, "untold": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = Program(rng)
        base = build(options, program, folder, "base", flags)
        names = [f"BM_{n}" for n in program.functions]
        before = results(base, names)
        for i in range(options.edits):
            edited = program if rng.random() < .1 else program.edit()
            if edited is program or rng.random() < .15:
                edited = edited.grown()
            head = build(options, edited, folder, f"head{i}", flags)
            after = results(head, names)
            answer = json.loads(subprocess.run([options.tool, "affected", base, head, "--format", "json"],
                                               capture_output=True, text=True, check=True).stdout)
            count["edits"] += 1
            for one in answer["benchmarks"]:
                if one["name"] not in before:
                    continue
                changed = before[one["name"]] != after[one["name"]]
                same = one["answer"] == "same_code"
                count["changed"] += changed
                count["same"] += same
                count["untold"] += one["answer"] == "cannot_tell"
                count["touched"] += one["answer"] == "touched"
                count["needless"] += not changed and not same
                if changed and same:
                    count["wrong"] += 1
                    print(f"FALSE SAME: seed {seed}, flags {flags}, edit {i}, {one['name']}", file=sys.stderr)
                    if options.keep:
                        os.makedirs(options.keep, exist_ok=True)
                        subprocess.run(["cp", base, head, f"{base}.cc", f"{head}.cc", options.keep])
            head.unlink()
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--programs", type=int, default=100)
    parser.add_argument("--edits", type=int, default=10, help="of each program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--flags", default="", help="instead of a random -O")
    parser.add_argument("--keep", default="", help="folder for programs that are judged wrongly")
    options = parser.parse_args()
    total = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for count in pool.map(lambda i: one_program(options, options.seed + i), range(options.programs)):
            for key, value in count.items():
                total[key] = total.get(key, 0) + value
    judged = total["touched"] + total["same"] + total["untold"]
    print(f"{total['edits']} edits, {judged} benchmarks judged, {total['changed']} of them print something else")
    print(f"same code {total['same']}, touched {total['touched']}, cannot tell {total['untold']}; "
          f"needlessly not the same {total['needless']}; false same {total['wrong']}")
    if total["changed"] == 0:
        sys.exit("no edit changed anything: nothing was shown")
    sys.exit(1 if total["wrong"] else 0)


main()
