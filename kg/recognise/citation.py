"""What one citation says of the document that it means."""

from __future__ import annotations

from msgspec import Struct

THIS = "this"
ABOVE = "above"
OWN = "own"
TORN = "torn-name"  # rule of a law whose name goes on in the next line of its cell


VERSION = ":version"  # ends the rule of a mention whose document was chosen among several versions that the text cites
REFERENCE = ":reference"  # … of one that points back at a document named before
OF_TYPE = ":of-type"  # … of the only document of its type and body that the text names


def why_of(rule: str) -> str:
    """Why the document of a mention is worked out, by its rule; "" where its words say it."""
    return next((mark[1:] for mark in (VERSION, REFERENCE, OF_TYPE) if rule.endswith(mark)), "")


class Citation(Struct, frozen=True, kw_only=True):
    """A citation with what its own words give of the document."""

    start: int
    end: int
    rule: str
    type: str | None = None  # canonical type; None: the text names none (`Văn bản số …`)
    number: str | None = None  # digits with their letter, no leading zeros: "72", "1249a", "66.18"
    symbol: str | None = None  # as printed, without blanks
    date: str | None = None
    year: int | None = None
    term: str | None = None
    name: str | None = None
    issuer: str | None = None
    issuer_local: bool = False  # a body that every place has, without its place
    before: str | None = None  # issuer named before: `theo đề nghị của Sở Y tế tại Tờ trình số …`
    before_local: bool = False
    pointer: str = ""  # this, above, own: which document is worked out from the text before
    listed: bool = False  # a later item of a list that says its type once
    inner: tuple[Citation, ...] = ()  # laws named inside an amending law's name
    provisions: tuple[str, ...] = ()
    owner: int = -1  # of provisions without a document: where the citation of the amended document begins
    issues: tuple[str, ...] = ()
