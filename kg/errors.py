"""The errors a user can meet, split by who must act; `kg.cli` is the one place that turns them into an exit code."""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors. `code` names a sentence in `kg/messages`, `params` fills it."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self) -> str:
        """The sentence, for whoever calls kg from Python; then the code and its parameters, for programs and logs; lists stand in the sentence alone."""
        from kg.messages import t

        told = self.code + "".join(f" {k}={v!r}" for k, v in self.params.items() if "\n" not in str(v))
        sentence = t(f"error.{self.code}", **self.params)
        if sentence.startswith("error."):
            return told
        between = "\n" if "\n" in sentence else " "
        return f"{sentence}{between}[{told}]"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.params)


def _rebuild(kind: type[KgError], code: str, params: dict[str, object]) -> KgError:
    return kind(code, **params)


class TableError(KgError):
    """A row in `ontology/` is wrong: its author must act."""


class ReadError(KgError):
    """A file cannot be read: whoever has the file must act."""


class StoreError(KgError):
    """The graph file is missing, foreign, newer or busy: the operator must act."""


class QueryError(KgError):
    """The question is wrong or has no answer: the asker must act."""


class ExportError(KgError):
    """This cannot be written: the asker must act."""


class UsageFault(KgError):
    """The command line itself is wrong (a path that is not there, an impossible date): exit code 2."""
