"""Word's binary files (97 to 2003, and 6 and 95): the piece table gives the text, paragraph properties the tables and lists.

After Microsoft's published description [MS-DOC]; numbers such as 0x01A2 are its offsets in the file information block.
"""

from __future__ import annotations

from kg.read.doc.reader import read_doc

__all__ = ["read_doc"]
