"""`python -m benchmarks [speed] [stages] [scaling] [workers] [incremental] [startup]`: all of them without a name.

MB are 10^6 bytes of UTF-8. Every line that compares is measured in this run, one after the other, on this machine.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import american, files
from kg.text import canonical


def timed(run: Callable[[], object], times: int = 1) -> float:
    """Median CPU seconds of this process."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def row(name: str, value: float, unit: str, note: str = "") -> None:
    print(f"  {name:<44} {value:>10.3f} {unit:<6} {note}", flush=True)


def megabytes(paths: list[Path]) -> float:
    return sum(p.stat().st_size for p in paths) / 1e6


def build(paths: list[Path], db: Path, workers: int = 1) -> None:
    from kg.build import build_report

    build_report(paths, db, workers=workers)


def speed() -> None:
    """The whole pipeline, file bytes to stored facts, against peers on equal bytes of their own kind of text."""
    paths = files()
    size = megabytes(paths)
    print(f"speed: {len(paths)} files, {size:.1f} MB")
    floor = timed(lambda: [p.read_bytes().decode("utf-8") for p in paths])
    nfc = timed(lambda: [canonical(p.read_bytes().decode("utf-8")) for p in paths])
    with tempfile.TemporaryDirectory() as t:
        ours = timed(lambda: build(paths, Path(t) / "kg.db"))
    row("reading and decoding (floor)", size / floor, "MB/s")
    row("and canonical text", size / nfc, "MB/s")
    row("kg build, one process", size / ours, "MB/s", f"{ours / floor:.1f} x the floor")
    for name, peer in (
        ("eyecite, Hyperscan", eyecite),
        ("spaCy blank vi, EntityRuler", spacy_ruler),
        ("underthesea, word_tokenize", underthesea),
    ):
        try:
            rate = peer()
        except ImportError as error:
            print(f"  {name:<44} not installed here ({error.name})")
            continue
        row(name, rate, "MB/s", f"kg is {size / ours / rate:.1f} x")


def eyecite() -> float:
    from eyecite import get_citations
    from eyecite.tokenizers import HyperscanTokenizer

    with tempfile.TemporaryDirectory() as cache:
        tokenizer = HyperscanTokenizer(cache_dir=cache)
        get_citations(american(20_000), tokenizer=tokenizer)  # compiles its patterns
        texts = [american(34_000, seed) for seed in range(12)]
        return sum(map(len, texts)) / 1e6 / timed(lambda: [get_citations(x, tokenizer=tokenizer) for x in texts])


def spacy_ruler() -> float:
    import spacy

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    ruler = nlp.add_pipe("entity_ruler")
    types = ("nghị", "quyết", "thông", "luật", "chỉ", "kế")
    ruler.add_patterns(
        [
            {
                "label": "DOC",
                "pattern": [
                    {"LOWER": t},
                    {"LOWER": {"IN": ["định", "quyết", "tư", "thị", "hoạch"]}},
                    {"LOWER": "số"},
                    {},
                ],
            }
            for t in types
        ]
    )
    texts = [canonical(p.read_text("utf-8"))[:200_000] for p in files(12)]
    return sum(len(x.encode()) for x in texts) / 1e6 / timed(lambda: [nlp(x) for x in texts])


def underthesea() -> float:
    from underthesea import word_tokenize

    text = canonical(files(3)[-1].read_text("utf-8"))[:60_000]
    return len(text.encode()) / 1e6 / timed(lambda: word_tokenize(text))


def stages() -> None:
    """Where the time goes, by module."""
    import cProfile
    import pstats

    paths = files()[::5]
    print(f"stages: {len(paths)} files, {megabytes(paths):.1f} MB, under the profiler")
    with tempfile.TemporaryDirectory() as t:
        profile = cProfile.Profile()
        profile.enable()
        build(paths, Path(t) / "kg.db")
        profile.disable()
    root = str(Path(__file__).parent.parent / "kg")
    share: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if file.startswith(root):
            name = str(Path(file).relative_to(root))
            share[name] = share.get(name, 0) + own
            continue
        for (caller, _, _), (
            _,
            _,
            spent,
            _,
        ) in callers.items():  # what a module spends in re, str, sqlite counts as its own
            if caller.startswith(root):
                name = str(Path(caller).relative_to(root))
                share[name] = share.get(name, 0) + spent
    whole = sum(share.values())
    for name, seconds in sorted(share.items(), key=lambda x: -x[1])[:18]:
        row(name, 100 * seconds / whole, "%")


def scaling() -> None:
    """Cost against bytes: 1x, 2x, 4x, 8x."""
    paths = files()
    unit = max(1, len(paths) // 16)
    print("scaling")
    first = None
    for times in (1, 2, 4, 8):
        some = paths[: unit * times]
        with tempfile.TemporaryDirectory() as t:
            seconds = timed(lambda some=some, t=t: build(some, Path(t) / "kg.db"))
        per = seconds / megabytes(some)
        first = first or per
        row(f"{len(some)} files, {megabytes(some):.1f} MB", per, "s/MB", f"{per / first:.2f} x the first")


def workers() -> None:
    """Two processes against one, wall-clock."""
    paths = files()
    seconds = {}
    for n in (1, 2):
        with tempfile.TemporaryDirectory() as t:
            start = time.perf_counter()
            build(paths, Path(t) / "kg.db", n)
            seconds[n] = time.perf_counter() - start
    print("workers")
    row("one / two", seconds[1] / seconds[2], "x", f"{seconds[1]:.1f} s, {seconds[2]:.1f} s; {os.cpu_count()} cores")


def incremental() -> None:
    """One changed file of all."""
    with tempfile.TemporaryDirectory() as t:
        folder = Path(t) / "docs"
        folder.mkdir()
        for path in files():
            shutil.copy(path, folder)
        db = Path(t) / "kg.db"
        build([folder], db, 2)
        changed = sorted(folder.glob("*.txt"))[len(files()) // 2]
        start = time.perf_counter()
        build([folder], db)
        nothing = time.perf_counter() - start
        changed.write_text(
            changed.read_text("utf-8") + "\nCăn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;\n",
            encoding="utf-8",
        )
        start = time.perf_counter()
        build([folder], db)
        print("incremental")
        row("nothing changed", nothing, "s")
        row("one file changed", time.perf_counter() - start, "s", f"of {len(files())}")


BARE = "import typer\napp = typer.Typer(add_completion=False)\n@app.command()\ndef run(x: str = 'a') -> None:\n    print(x)\napp()\n"


def startup() -> None:
    """`kg trace` as a process beside a bare typer program."""
    with tempfile.TemporaryDirectory() as t:
        db = Path(t) / "kg.db"
        build(sorted((Path(__file__).parent.parent / "data").glob("*.txt")), db)
        bare = Path(t) / "bare.py"
        bare.write_text(BARE)

        def process(*args: str) -> float:
            seconds = []
            for _ in range(11):
                start = time.perf_counter()
                subprocess.run([sys.executable, *args], capture_output=True, check=True)
                seconds.append(time.perf_counter() - start)
            return statistics.median(seconds) * 1000

        simple = process(str(bare))
        ours = process("-m", "kg", "trace", "72-KL/TW", "-g", str(db))
        print("startup")
        row("a bare typer program", simple, "ms")
        row("kg trace", ours, "ms", f"+{ours - simple:.0f} ms")


ALL = {f.__name__: f for f in (speed, stages, scaling, workers, incremental, startup)}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        ALL[name]()
