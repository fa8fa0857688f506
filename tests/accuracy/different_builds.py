#!/usr/bin/env python3
"""different_builds.py TOOL --out FOLDER [--changes N] [--measure] [--budget TIME] [--filter REGEX]

Builds of equivalent code: the kernels of tests/accuracy/kernels with a function and a benchmark added
before, between or after the others, a text changed, files linked in another order, debug information, a
folder of another length. Each is paired with the unchanged build in both directions, compiled with the
flags that `benchgate gate` adds and without them.

Says of each pair how many benchmarks `affected` would leave out and how many kernels begin at another place
in a cache line (64 bytes) or in a block of 32, which is where their timings can come to differ. This does
not depend on the machine. With --measure, `benchgate duet` judges all benchmarks of each pair (selection
off) and those that `affected` does not leave out (selection on), as pull requests that must not block.
"""
import argparse, json, pathlib, subprocess, sys

KERNELS = pathlib.Path(__file__).resolve().parent / "kernels"
EXTRA = """
static const int extra_table[] = {3, 1, 4, 1, 5, 9, 2, 6};
__attribute__((noinline)) static long extra(long x) {
  for (int value : extra_table) x = x * value + (x >> 3);
  return x;
}
static void BM_extra(benchmark::State& state) {
  long x = state.range(0);
  for (auto _ : state) benchmark::DoNotOptimize(x = extra(x));
}
BENCHMARK(BM_extra)->Arg(3);
"""


def added_before(name):
    """Before the first line that begins so."""
    return lambda text: text.replace("\n" + name, "\n" + EXTRA + "\n" + name, 1)


def class_by(name):
    return added_before(f"class {name} : public Kernel")


# name: what becomes of kernels.cc, compiler's flags, objects in reverse order, name of the folder
CHANGES = {
    "function added before": (class_by("Alu"), "", False, "tree"),
    "function added after": (lambda text: text + EXTRA, "", False, "tree"),
    "function added between": (class_by("Hash"), "", False, "tree"),
    "function added behind sort": (class_by("Strings"), "", False, "tree"),
    "two functions added": (lambda text: class_by("Dot")(text) + EXTRA.replace("extra", "other"), "", False, "tree"),
    "text changed": (lambda text: text.replace('"footprint/kib:"', '"footprint/kibibytes:"'), "", False, "tree"),
    "files reordered": (lambda text: text, "", True, "tree"),
    "debug information": (lambda text: text, "-g", False, "tree"),
    "longer folder": (lambda text: text, "", False, "tree-of-a-much-longer-name"),
}
GATE = "-ffunction-sections -fdata-sections -falign-functions=64 -ffile-prefix-map={folder}=."
PLAIN = "-ffunction-sections -fdata-sections -ffile-prefix-map={folder}=."


def build(options, out, change, flags):
    edit, more, reverse, name = change
    folder = out / name
    (folder / "kernels").mkdir(parents=True, exist_ok=True)
    for file in KERNELS.iterdir():
        text = file.read_text()
        (folder / "kernels" / file.name).write_text(edit(text) if file.name == "kernels.cc" else text)
    compiler = [options.compiler, "-std=c++20", "-O2", *flags.format(folder=folder).split(), *more.split(), f"-I{folder}"]
    objects = []
    for source in ("kernels", "injection"):
        objects.append(str(folder / f"{source}.o"))
        define = ["-DBENCHGATE_INJECTED_PERMILLE=0", '-DBENCHGATE_INJECTED_INTO=""']
        subprocess.run([*compiler, *define, "-c", str(folder / f"kernels/{source}.cc"), "-o", objects[-1]], check=True)
    if reverse:
        objects.reverse()
    program = folder / "bench"
    subprocess.run([options.compiler, *objects, "-o", str(program), "-Wl,--emit-relocs", "-lbenchmark", "-lsqlite3", "-lpthread"], check=True)
    return program


def places(program):
    """Where the kernels' functions begin."""
    lines = subprocess.run(["nm", "--defined-only", str(program)], capture_output=True, text=True, check=True).stdout
    found = {}
    for line in lines.splitlines():
        address, kind, name = line.split(" ", 2)
        if kind in "tTwW" and "4workEi" in name and ".cold" not in name:
            found[name] = int(address, 16)
    return found


def affected(options, base, head):
    said = subprocess.run([options.tool, "affected", base, head, "--format", "json"], capture_output=True, text=True, check=True)
    return json.loads(said.stdout)["benchmarks"]


def blocks(options, out, base, head, names):
    """Would a pull request with these benchmarks be blocked? Nothing to measure passes."""
    if names is not None and not names:
        return False
    pattern = options.filter if names is None else "^(" + "|".join(names) + ")$"
    (out / "policy.toml").write_text("")
    code = subprocess.run([options.tool, "duet", base, head, "--filter", pattern, "--policy", out / "policy.toml",
                           "--budget", options.budget, "--save", out / "duet", "--format", "none"], stdout=subprocess.DEVNULL).returncode
    if code not in (0, 1, 5):
        sys.exit(f"duet ended with {code}")
    return code == 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--out", type=lambda path: pathlib.Path(path).resolve(), required=True)
    parser.add_argument("--changes", type=int, default=len(CHANGES), help="the first so many of them")
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--budget", default="10min", help="of each duet")
    parser.add_argument("--filter", default="^[a-z]*/[0-8]$", help="benchmarks of a pull request")
    options = parser.parse_args()
    measured = {"off": [], "on": []}
    print("| build | flags | same code | begin elsewhere in 64 bytes | in 32 bytes |" + (" blocks: off | on |" if options.measure else ""))
    print("|---|---|---|---|---|" + ("---|---|" if options.measure else ""))
    for flags_name, flags in (("gate's", GATE), ("none", PLAIN)):
        base = build(options, options.out / flags_name / "base", (lambda text: text, "", False, "tree"), flags)
        before = places(base)
        for number, (name, change) in enumerate(list(CHANGES.items())[:options.changes]):
            head = build(options, options.out / flags_name / f"head{number}", change, flags)
            after = places(head)
            both = [f for f in before if f in after]
            moved = [sum(before[f] % size != after[f] % size for f in both) for size in (64, 32)]
            answers = [a for a in affected(options, base, head) if "extra" not in a["name"] and "other" not in a["name"]]
            same = [a["name"] for a in answers if a["answer"] == "same_code"]
            row = f"| {name} | {flags_name} | {len(same)} of {len(answers)} | {moved[0]} of {len(both)} | {moved[1]} |"
            if options.measure:
                left = [a["name"] for a in answers if a["answer"] != "same_code"]
                for mode, names in (("off", None), ("on", left)):
                    closed = [blocks(options, options.out, *sides, names) for sides in ((base, head), (head, base))]
                    measured[mode] += closed
                    row += f" {sum(closed)} of 2 |"
            print(row, flush=True)
    if options.measure:
        for mode, closed in measured.items():
            print(f"selection {mode}: {sum(closed)} of {len(closed)} pull requests block")


main()
