"""One build over the store: finds what changed, has it read, stores what comes back, settles identity."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

import kg
from kg import judgements
from kg.building.finding import Given, under
from kg.building.records import BuildReport, Job, Outcome, Rejected, Stored
from kg.building.worker import work
from kg.errors import ReadError
from kg.executor import Executor, executor
from kg.store import Item, Store, fingerprint, relative, sources, stored
from kg.tables import ontology

Progress = Callable[[int, int, str], None]  # done, all, file
_PATIENCE = 30.0  # seconds of work that a killed build may lose
_outcomes = msgspec.msgpack.Decoder(Outcome)


class Build:
    """One run over the store."""

    def __init__(
        self,
        store: Store,
        report: BuildReport,
        given: Sequence[Given],
        found: dict[str, tuple[str, int, int]],
        progress: Progress | None,
        workers: int | None,
        on: str | None,
        runner: Executor | None,
        texts: sqlite3.Connection | None,
    ) -> None:
        self.store = store
        self.report = report
        self.given = given
        self.found = found  # location -> root, size, time of change
        self.progress = progress
        self.workers = workers
        self.on = on
        self.runner = runner
        self.known = store.sources()
        self.texts = texts or store.db
        if texts:
            self.inherited = {k: v for k, v in sources(texts).items() if k not in self.known and not self._given(k)}
        else:
            self.inherited = {}
        self.rules = fingerprint((Path(kg.__file__).parent, ontology()))
        self.stale = store.meta("rules") != self.rules  # facts and nodes were made by other rules

    def run(self, said: judgements.Judgements) -> None:
        """Removes what is gone, reads what changed, settles."""
        self._judged_anew(said)
        self._remove_gone()
        if not self.found and not self.report.removed and not self.report.rejected:
            raise ReadError("folder-empty", path=", ".join(g.location for g in self.given))
        if not self.known:
            self.store.set_meta("rules", self.rules)  # what a killed first build has done need not be done again
        jobs = list(self._jobs())
        again = {k: v for k, v in self.known.items() if self.stale and k not in self.found}
        self._read(jobs, again | self.inherited)
        self.store.set_meta("rules", self.rules)
        judgements.replay(self.store, said)
        self.store.commit()

    def _judged_anew(self, said: judgements.Judgements) -> None:
        """Takes over judgements of identity that are others than those of the graph."""
        before = judgements.decode(self.store.meta("judgements"))
        if before != said.identity:
            self.store.judge_again(before)
            self.store.set_meta("judgements", judgements.encode(said.identity))

    def _remove_gone(self) -> None:
        for location in sorted(self.known):
            if location not in self.found and self._given(location):
                root = self.known.pop(location)[0]
                self.store.remove(location)
                self.report.removed.append(relative(location, root, ""))

    def _given(self, location: str) -> bool:
        """Whether a location is under the paths of this build."""
        return any(under(location, g.location) for g in self.given)

    def _jobs(self) -> Iterator[Job]:
        """What must be looked at; of what is as it was, the root may still change."""
        for location, (root, size, mtime) in sorted(self.found.items()):
            before = self.known.get(location)
            if before is None:
                yield Job(location, root, size, mtime)
                continue
            root = min(root, before[0], key=lambda r: (len(r), r))
            if self.stale:
                yield Job(location, root, size, mtime)
            elif before[1:3] != (size, mtime):
                yield Job(location, root, size, mtime, before[3])
            else:
                self.report.unchanged += 1
                if root != before[0]:
                    self.store.touch(location, root, size, mtime)

    def _read(self, jobs: list[Job], old: dict[str, tuple[str, int, int, bytes]]) -> None:
        """Has sources read, and those of `old` extracted again from their texts, and stores what comes back."""
        total = len(jobs) + len(old)
        if not total:
            return
        runner = self.runner or executor(
            self.workers, self.on, bytes_ahead=sum(j.size for j in jobs) + 10_000 * len(old)
        )
        try:
            pending = 0
            kept = len(self.known)
            saved = time.monotonic()
            for done, (job, result) in enumerate(runner.run(work, self._all_jobs(jobs, old)), 1):
                pending += self._take(job, result)
                # Blocks that many files name are worked out again at each commit: the more there is, the rarer.
                if pending >= max(1000, min(kept // 2, 20_000)) or (pending and time.monotonic() - saved > _PATIENCE):
                    self.store.commit()
                    kept, pending, saved = kept + pending, 0, time.monotonic()
                if self.progress:
                    self.progress(done, total, relative(job.location, job.root, ""))
        finally:
            if self.runner is None:
                runner.close()
        self.report.read.sort()
        self.report.rejected.sort(key=lambda r: r.file)

    def _all_jobs(self, jobs: Iterable[Job], old: dict[str, tuple[str, int, int, bytes]]) -> Iterator[Job]:
        yield from jobs
        for location, (root, size, mtime, sha) in sorted(old.items()):
            db = self.texts if location in self.inherited else self.store.db
            yield Job(location, root, size, mtime, sha, tuple(Stored(*row) for row in stored(db, location)))

    def _take(self, job: Job, result: bytes | None) -> int:
        """Stores what a worker sent; how many sources changed."""
        name = relative(job.location, job.root, "")
        outcome = _outcomes.decode(result) if result is not None else Outcome(0, 0, b"", code="process-died")
        if outcome.code:
            self.report.rejected.append(Rejected(name, ReadError(outcome.code, **outcome.params)))
            return int(self.store.remove(job.location))
        if outcome.items is None:
            self.report.unchanged += 1
            self.store.touch(job.location, job.root, outcome.size, outcome.mtime)
            return 0
        self.store.put(
            job.location, job.root, outcome.size, outcome.mtime, outcome.sha, outcome.items, keep=not self.stale
        )
        self.report.rejected += [
            Rejected(name, ReadError("member", detail=detail)) for detail in _rejected_members(outcome.items)
        ]
        if job.stored is None:
            self.report.read.append(name)
        return 1


def _rejected_members(items: Iterable[Item]) -> Iterator[str]:
    """What is wrong with a file inside an archive or a mail whose other files were read."""
    return (detail for item in items for _, _, code, detail, _ in item.issues if code == "member-rejected")
