"""`python -m benchmarks [speed] [stages] [storing] [scaling] [workers] [incremental] [startup]`: all of them without a name.

MB are 10^6 bytes of UTF-8. Every line that compares is measured in this run, one after the other, on this machine.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

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
    from kg.building import build_report

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


def storing() -> None:
    """What follows extraction: rows made ready, written, identity settled. Every file counts once, all are committed at the end."""
    from kg.extract import extract
    from kg.store import Store, pack

    paths = files()
    spent = {"pack": 0.0, "put": 0.0, "commit": 0.0}

    def add(name: str, run: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = run()
        spent[name] += time.process_time() - start
        return result

    with tempfile.TemporaryDirectory() as t, Store(Path(t) / "kg.db") as store:
        for path in paths:
            text = canonical(path.read_bytes().decode("utf-8"))
            facts = extract(path.name, text)
            item = add("pack", partial(pack, text, facts))
            add("put", partial(store.put, str(path), str(path.parent), len(text), 1, b"", [item]))
        add("commit", store.commit)
        size = (Path(t) / "kg.db").stat().st_size / 1e6
    print(f"storing: {len(paths)} files, {megabytes(paths):.1f} MB; graph file {size:.0f} MB")
    for name, seconds in spent.items():
        row(name, seconds, "s")
    row("all", sum(spent.values()), "s", f"{megabytes(paths) / sum(spent.values()):.1f} MB/s")


def incremental() -> None:
    """One changed file of all: CPU seconds, with what reads texts already loaded, and as a process of its own."""
    with tempfile.TemporaryDirectory() as t:
        folder = Path(t) / "docs"
        folder.mkdir()
        for path in files():
            shutil.copy(path, folder)
        db = Path(t) / "kg.db"
        build([folder], db)
        changed = sorted(folder.glob("*.txt"))[len(files()) // 2]
        cited = "\nCăn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;\n"
        print("incremental")
        row("nothing changed", timed(lambda: build([folder], db)), "s")
        changed.write_text(changed.read_text("utf-8") + cited, encoding="utf-8")
        row("one file changed", timed(lambda: build([folder], db)), "s", f"of {len(files())}")
        command = ("-m", "kg", "build", str(folder), "-g", str(db))
        row("nothing changed, a process", process(command, 3)[1] / 1000, "s")
        took = []
        for _ in range(4):  # the first one compiles
            changed.write_text(changed.read_text("utf-8") + cited, encoding="utf-8")
            took.append(process(command, 1)[1] / 1000)
        row("one file changed, a process", statistics.median(took[1:]), "s")


def process(args: Sequence[str], times: int) -> tuple[float, float]:
    """Median wall-clock and CPU milliseconds of a Python process whose code is compiled."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    wall, cpu = [], []
    for _ in range(times):
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *args], capture_output=True, check=True, env=env)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall.append(time.perf_counter() - start)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(wall) * 1000, statistics.median(cpu) * 1000


BARE = "import typer\napp = typer.Typer(add_completion=False)\n@app.command()\ndef run(x: str = 'a') -> None:\n    print(x)\napp()\n"


def startup() -> None:
    """`kg trace` as a process beside a bare typer program, by turns."""
    with tempfile.TemporaryDirectory() as t:
        db = Path(t) / "kg.db"
        build(sorted((Path(__file__).parent.parent / "data").glob("*.txt")), db)
        bare = Path(t) / "bare.py"
        bare.write_text(BARE)
        trace = ("-m", "kg", "trace", "72-KL/TW", "-g", str(db))
        process(trace, 1)  # compiles
        turns = [(process((str(bare),), 1), process(trace, 1)) for _ in range(15)]
        print("startup")
        for n, what in enumerate(("wall-clock", "CPU")):
            simple, ours = (statistics.median(turn[who][n] for turn in turns) for who in (0, 1))
            row(f"a bare typer program, {what}", simple, "ms")
            row(f"kg trace, {what}", ours, "ms", f"+{ours - simple:.0f} ms")


ALL = {f.__name__: f for f in (speed, stages, storing, scaling, workers, incremental, startup)}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        ALL[name]()
