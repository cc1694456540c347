"""The whole benchmark: `python tests/benchmarks/run.py --help`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import textwrap
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import alignment, machine
from benchmarks.annotated import annotate, save_times
from benchmarks.measuring import Plan, Samples, TooSlowError, measure, measure_annotated, processor_time
from benchmarks.programs import LESART, ROOT, Contestant, contestants, install_peers
from benchmarks.report import table
from benchmarks.texts import SIZES, write_epub, write_text

ALIGNMENT = (
    "<!-- alignment: `python tests/benchmarks/run.py --alignment --readme` -->\n",
    "<!-- end of alignment -->\n",
)
BEGIN, END = "<!-- speed: `python tests/benchmarks/run.py --readme` -->\n", "<!-- end of speed -->\n"
_ANNOTATIONS = {"5k": 10, "1m": 1000, "10m": 10_000}
"""How many there are in each of the texts that lesart opens alone."""
_COMMANDS = {
    "--help": ["--help"],
    "show": ["show"],
    "notes": ["notes"],
    "export": ["export", "--format", "markdown"],
}


class Benchmark:
    """All sessions, the programs taking turns, so that what else happens on the machine hits all alike."""

    def __init__(self, programs: Sequence[Contestant], texts: Sequence[str], runs: int) -> None:
        self.programs, self.texts, self.runs = programs, texts, runs
        self.results: dict[str, dict[str, Samples | None]] = defaultdict(dict)
        self.paces: list[float] = []
        self._done, self._all = 0, (runs + 1) * (len(texts) * len(programs) + 3)

    def run(self) -> None:
        """Measure everything; the first round warms up and is not counted."""
        with tempfile.TemporaryDirectory() as directory:
            self._directory = Path(directory)
            self._write_texts()
            for run in range(self.runs + 1):
                for text in self.texts:
                    for program in self.programs:
                        self._session(run, text, program)
                self._lesart_alone(run)
        print(f"\r{'':64}\r", end="", file=sys.stderr)

    def _write_texts(self) -> None:
        for text in {*self.texts, "5k"}:
            path = self._directory / f"{text}.txt"
            write_epub(path.with_suffix(".epub"), SIZES[text])
            write_text(path, SIZES[text])
        for text, count in _ANNOTATIONS.items():
            path = self._directory / f"annotated/{text}.txt"
            if text in {*self.texts, "5k"}:
                path.parent.mkdir(exist_ok=True)
                write_text(path, SIZES[text])
                annotate(path, count)

    def _session(self, run: int, text: str, program: Contestant) -> None:
        self._tick(f"{program.name}, {text}")
        results = self.results[text]
        if program.name in results and results[program.name] is None:
            return
        plan = Plan(long=text != "5k", english=program.name == "lesart")
        try:
            samples = measure(program, self._directory / f"{text}.txt", plan)
        except TooSlowError:
            results[program.name] = None
            return
        self._keep(run, text, program.name, samples)

    def _lesart_alone(self, run: int) -> None:
        lesart = [program for program in self.programs if program.name == "lesart"]
        for program in lesart if "10m" in self.texts else []:
            self._tick("lesart, annotated")
            file = self._directory / "annotated/10m.txt"
            self._keep(run, "annotated", program.name, measure_annotated(program, file, 20))
        self._tick("saves")
        for text in self.texts if lesart else []:
            times = save_times(self._directory / f"annotated/{text}.txt", 30)
            self._keep(run, "saves", "lesart", {text: times})
        self._tick("commands")
        for name, arguments in _COMMANDS.items() if lesart else []:
            files = ["5k.txt"] if name != "--help" else []
            used = processor_time([*LESART, *arguments, *files], self._directory / "annotated")
            self._keep(run, "commands", "lesart", {name: [used]})

    def _keep(self, run: int, text: str, program: str, samples: Samples) -> None:
        if run == 0:
            return
        kept = self.results[text].setdefault(program, {})
        if kept is not None:
            for name, measured in samples.items():
                kept.setdefault(name, []).extend(measured)

    def _tick(self, what: str) -> None:
        self.paces.append(machine.pace())
        self._done += 1
        filled = 30 * self._done // self._all
        print(f"\r[{'#' * filled:<30}] {what:<30}", end="", file=sys.stderr, flush=True)

    @property
    def section(self) -> str:
        """What the README shows: the table, on what and how it was measured."""
        versions = ", ".join(f"{program.name} {program.version}" for program in self.programs)
        noise = f"{min(self.paces):.1f}, {median(self.paces):.1f} and {max(self.paces):.1f} ms"
        told = (
            f"In a pty of 100x30 in true colour, medians of {self.runs} run{'s' * (self.runs > 1)} "
            "in which the programs took turns; "
            f"in brackets, lesart's figure divided by the peer's. {machine.description()}; {versions}. "
            f"A fixed loop took {noise} (fastest, median, slowest): so steady was the machine."
        )
        shown = table(self.results, [program.name for program in self.programs], self.texts)
        return f"{shown}\n{textwrap.fill(told, 115, break_long_words=False, break_on_hyphens=False)}\n"


def main() -> None:
    """Measure, print, and write what is asked for."""
    options = _options()
    if options.alignment:
        shown = alignment.section(options.runs)
        print(shown, end="")
        if options.readme:
            _write_readme(ROOT / "README.md", shown, *ALIGNMENT)
        return
    if options.install_peers:
        install_peers(options.cache)
    found, missing = contestants(options.cache)
    for name in missing:
        print(f"{name} is missing; --install-peers gets epy and baca.", file=sys.stderr)
    chosen = [one for one in found if not options.only or one.name in options.only]
    benchmark = Benchmark(chosen, options.texts, options.runs)
    benchmark.run()
    print(benchmark.section, end="")
    if options.json:
        _write_json(options.json, benchmark, missing)
    if options.readme:
        _write_readme(ROOT / "README.md", benchmark.section, BEGIN, END)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure lesart beside its peers; takes some minutes.")
    parser.add_argument("--only", type=_names, default=[], help="programs, as in lesart,less")
    parser.add_argument("--texts", type=_texts, default=list(SIZES), help="as in 5k,1m; all by default")
    parser.add_argument("--runs", type=int, default=3, help="after one that warms up (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all that was measured to FILE")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md")
    parser.add_argument("--alignment", action="store_true", help="measure how English is aligned instead")
    parser.add_argument("--install-peers", action="store_true", help="get epy and baca from PyPI first")
    parser.add_argument(
        "--cache", type=Path, default=Path.home() / ".cache/lesart-benchmarks", help="where the peers are"
    )
    return parser.parse_args()


def _names(typed: str) -> list[str]:
    return typed.split(",")


def _texts(typed: str) -> list[str]:
    names = typed.split(",")
    if not set(names) <= set(SIZES):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(SIZES)}")
    return names


def _write_json(path: Path, benchmark: Benchmark, missing: list[str]) -> None:
    data = {
        "machine": machine.description(),
        "pace_ms": benchmark.paces,
        "versions": {program.name: program.version for program in benchmark.programs},
        "missing": missing,
        "runs": benchmark.runs,
        "results": benchmark.results,
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _write_readme(path: Path, section: str, first: str, last: str) -> None:
    before, begin, rest = path.read_text("utf-8").partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end:
        sys.exit(f"{path} does not hold the two lines between which the table stands.")
    path.write_text(f"{before}{begin}{section}{end}{after}", "utf-8")


if __name__ == "__main__":
    main()
