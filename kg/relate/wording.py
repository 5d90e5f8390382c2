"""What is said around citations, as patterns: `{row}` stands for any of the words of a row, `{a|b}` of two rows, `{=row}` for whole words.

A row is one of relation_words.toml, else of pattern_words.toml. `Patterns` gives each under its name.
"""

from __future__ import annotations

# What several patterns share.
PIECES: dict[str, str] = {
    "a_number": r"(?:{number_word}\s*:?\s*)?\d",
    "a_part": r"[0-9a-zđ]{1,4}(?:[.][0-9a-zđ]{1,3})*",
    "parts": r"{a_part}(?:\s*(?:[,-]|\b{links}\b)\s*{a_part}\b)*",
    "nothing_but_parts": (
        r"\s*(?:(?:\d{1,2}|[a-zđ])[.)]\s+)?(?:{several}\s+)*[-*]?\s*(?:(?:(?:{range}\s+)?{provisions}\s+{parts}|{pieces})[\s,]*)*"
        r"(?:{voices}\b[^;.:()]{0,120}\b{at}\s+)?$"
    ),
    "day": r"(\d{1,2})(?:[/.-]|\s+{month}\s+)(\d{1,2})(?:[/.-]|\s+{year}\s+)(\d{4})",
    "maybe_several": r"(?:{several}\s+)?",
    "a_rule_before": r"(?:[,;]|\b{links}\b)\s*(?:{several}\s+)*(?:{plans}|{rules})\s",
}

PATTERNS: dict[str, str] = {
    # words alone
    "about": r"{=subjects}",
    "acted_on": r"{=acted-on}",
    "agents": r"{=agents}",
    "against": r"\b{against}\s+$",
    "announced": r"{=announced}",
    "attached": r"{=attached}",
    "begs_pardon": r"\b{begs-pardon}\b[^.;:“”\"]{0,160}\b{new-wording}\s*:",
    "begins": r"{=from}",
    "breaks": r"{=breaks}",
    "came_of_it": r"[^,;:.()]{0,40}?\b{came-of-it}\b",
    "carried_out": r"{=carried-out}",
    "contents": r"{=contents}",
    "continues": r"\W*{continues}\b",
    "ends_several": r"[^.;:()“”\"]{0,60}?\b{ending}\s+(?:{several}\s+|\d+\s+)*{documents}\b",
    "several_ended": (
        r"\W*(?:{continues}\b\W*)?(?:{from}\s+{day}[\s,]*)?(?:{several}\s+|\d+\s+)+{documents}"
        r"(?:\s+{by_agent}\s[^.;:]{0,120})?(?:\s+{below-here})*\s+$"
    ),
    "grounds_heading": r"(?:[\W\d]|\b(?:[ivx]{1,4}|[a-d])[.)])*(?:{several}\s+)?{grounds-headings}\b[^.;,\d]{0,60}[\s.:]*$",
    "guidance": r"{=guidance}",
    "history": r"{=history}",
    "holds": r"{=in-force|holds}",
    "if_not": r"{=if-not}",
    "made_on": r"{=made-on}",
    "noted": r"[\W\d]*{noted}[\s,:]+(?:{nominal}\s+)?",
    "answers": r"[\W\d]*{answers}\s",
    "past": r"{=past}",
    "promulgation": r"{=promulgation}",
    "says": r"{=says}",
    "suffering": r"{=suffers}",
    "validity_history": r"\b{validity-history}\s*:?\s+",
    "wishes": r"(?!{is-studied}){=wishes}",
    # numbers
    "bare_number": r"{a_number}",
    # who tells, and that somebody tells
    "made_so": r"\w\s+{made-so}\s+{as-told}\s+$",
    "at_first": r"\W*{at}\b",
    "as_told": r"\b{as-told}\s*(?:{told}\b[^;.:()]{0,60}?\b(?:{at}|{of})\s*)?$",
    "as_proposed": r"{as-proposed}\b",
    "by_order": r"{as-told}\b",
    "by_paper_told": r"\b{as-told}\s+$",
    "by_rule": r"\b{as-told}\b[^,;.:()]{0,24}$",
    "nominal": r"\W*{nominal}\s+",
    "left_to": r"[^,;:.]*\s{by_agent}\s",
    "received": r"\b{received}\b",
    "purpose": r"\W*{purpose}\s+",
    "ends_opening": r"\b{openers}[^\w,]*$",
    "opening": r"[\W\d]*(?:{openers}\b[\W\d]*)*$",
    "proposed": r"\b{at}\s+$",
    "proposer": r"\W*(?:{joins}\s+)?(?:{voices}\s+{of}\s+)?(?P<body>\w[^;.:()]{2,120}?)\s+{at}\s+",
    "speaks_of": r"({made}|{ranks})\s+{spoken-of}\b",
    "subjects": r"{subjects}\s*:?\s*$",
    "we": r",\s*{we}\b",
    # what joins citations, and what parts them
    "and_before": r"\S\s+{joins}\s+$",
    "begun": r"(?:^|[:(+]){nothing_but_parts}",
    "joined": r"(?:[,;]|\b{joins}\b)\s*(?:{provisions}\s+{a_part}\s+)?$",
    "linked": r"(?:,|;|:|\(|\+|{=links}){nothing_but_parts}",
    "nothing_between": r"[\s,]*(?:{closers}\b[\s,]*)+",
    "subject_between": r"\s(?:(?!{links}\b)[^.;:,()“”\"]){2,100}?\s{closers}\s+",
    "and_put": r"\s*,?\s*(?:{joins}\s+)?(?:{suffers}\s+)?{put}\b",
    "only_join": r"\s*(?:,|(?:,\s*)?\b{joins}\b)\s*$",
    "unfinished": r"\b{agents|joins|at}$",
    # provisions, pieces and words of a paper
    "bits": r"(?:\b{bits}|[”\"]\s*(?:,|;|\b{joins}\b))\s*[“\"]?$",
    "apart": r"[\s,;(*]*{apart}\b",
    "parts_excepted": r"[,(]\s*{except}\s+(?:{several}\s+)?(?:{provisions}|{named-pieces})\b",
    "excepted": r"[\s,(*]*{except}\b",
    "papers_made": r"[^.;:]{0,40}?\b(?:{documents}|{ranks})\b[^.;:]{0,160}?\b{by_agent}\s",
    "named_piece": r"[\W\d]*(?:[a-zđ]\)\s*)?{named-pieces}\b[^.;:]{0,180}\b(?:{at}|{of-it})\s+$",
    "new_words": r"\s*(?:{new-wording}\b)?\s*:\s*[“\"]\s*$",
    "new_wording": r"(?:\b{new-wording}\s*)?:\s*$",
    "own_part": r"\b{own-parts}\s*$",
    "own_phrase": r"[\s\W\d]*(?:[a-zđ]\)\s*)?{maybe_several}{phrases}\b",
    "phrase": r"\b{phrases}\b",
    "piece_and": (
        r"\s+(?:{maybe_several}(?:{provisions}|{bare-parts}|{named-pieces})\b[^.;:()]{0,120}?|(?:{number_word}\s*)?[\divxlc]{1,5}\b\s*)"
        r"(?:,|\b{joins}\b)\s*"
    ),
    "jointly": r"\b{jointly}\b",
    "part_and": r"\s+(?:{provisions}\s+{parts}[\s,]*)+\b{and}\s+",
    "piece_named": r"\s*{maybe_several}{named-pieces}\b[^.;:()]*$",
    "provision": r"\b{provisions}\s+(?:\d|[ivxlc]{1,5}\b|[a-zđ]\b|{this|ordinals|ordinal}\b)|\b{bare-parts}\b",
    "by_means": r"\s*{by_means}\s*(?:{several}\s+)?",
    "within": r"\s*{within}\s*",
    # what happens to a paper, and when
    "behind": r"[^.;()\[\]]{0,40}?\b{holds}\b[^.;\[\]\d]{0,30}{day}",
    "holds_behind": r"[^;:.()\[\]“”\"]{0,200}?,\s*{holds}\b[^.;:\d]{0,40}?{day}",
    "ended_list": r"\b{documents}\b[^.;:]{0,120}?\b(?:{ending}|(?P<over>{over}))\b",
    "begins_row": r"[\W\d]*(?:({ranks})\b)?[\W\d]*$",
    "ends_list": r"\b{ending}\s[^.;:]{0,80}?\b{documents}\b",
    "ended_by": r"(?:\s+{from}\s+{day})?[\s,]+{agents}\s+{maybe_several}(?:(?:{provisions}\s+{parts}|{of})[\s,]*)*",
    "effect": r"\b{effect}\b[^.;]*$",
    "from_day": r"\b{from}\s+{day}",
    "not_yet": r"\b{not-yet}\s*$",
    "once": r"^[\W\d]*{once}\b[^,.;:]*,",
    "reworded": r"[^.;:“”\"]{0,60}?\b{new-wording}\s*:",
    "suffered": r"\s+{suffers}\b",
    "by_paper": r"\s+{by-paper}\s+(?:{several}\s+)?(?:{provisions}\s+{parts}[\s,]*)*(?:{ranks})\b",
    "suffered_by": r"\b{suffers}\s+(?P<body>[^\s,.;:()\d][^,.;:()\d]{2,60}?)\s+$",
    "done_by": r"\b(?:{suffers}|{by_agent})\s+(?:{provisions}\s+{parts}[\s,]*(?:{of}\s+)?)*$",
    "suffers": r"\b{suffers}\s+$",
    # what the paper itself makes, asks and carries out
    "put_into": r"(?P<what>[^.;“”\"]*?)\b{into}\s[^.;“”\"]*\b{attached}\s+$",
    "asked": r",\s*{asked}\b",
    "asks": r"\b{asks}\b[^.;:]*$",
    "attached_rules": r"(?P<before>[^.;:()]{0,80}?)\b(?:{plans}|{rules})\s[^.;()“”\"]*\b{attached}\s+$",
    "attached_plan": r"{a_rule_before}[^.,;:()]{0,160}\b{attached}\s+$",
    "being_made": r"\s*(?:\([^()]{0,80}\)\s*)?(?:{past}\s+)?\b{suffers}\s+[^,.;:()\d]{0,60}?\b{makes-now}\b",
    "carries": r"\b{carries}\b[^.;:\n]{0,60}?\b{plans}\b",
    "ends_with_plan": r"\b{plans}\s*{subjects}?\s*$",
    "has_made": r"\b{makes-now|has-made}\s+{maybe_several}$",
    "made_type": r"\b({made})\s*{subjects}?\s*$",
    "made_upon": r"\b{made-on}\s+{maybe_several}$",
    "makes_now": r"\b{makes-now}\s+{maybe_several}$",
    "named_plan": r"{a_rule_before}(?!\s*{this}\b)[^.;:()]{0,200}\b{named-in}\s+$",
    "next_step": r",\s*{next-steps}\b",
    "own_doing": r",[^;]*\b{own-doing}\b",
    "promulgates": r"\b{promulgates}\s+",
    "to_be_made": r"\b{to-be-made}\s+{maybe_several}$",
    "unnamed_type": r"\S\s+{ranks}\s*$",
    "was_made": r"\b{past}\s+{makes}\s+{maybe_several}$",
    # from when a document holds, and until when
    "applies_where": r"(?:\s+{force-where})*(?=\s+{force-from}\s)",
    "owed_where": r"\s+(?P<own>(?:{ranks})\s+{this})(?:\s+{force-where})*(?=\s+{force-from}\s)",
    "but_for": r"\s*,?\s*{except}\b[^.;\n]{0,200}",
    "made_passive": r"\b{suffers|by_passive}\s",
    "force_about": r"\s*(?:[,-]\s*)?{changes-it}\b[^.;:()]{0,200}",
    "has_any_force": r"{=force}",
    "force_begins": r"(?:\s+{force-where})*[\s,:]+(?={force-from|force-after}\s)",
    "force_counted": (
        r"{force-after}\s+(?P<count>\d{1,3}|\w[^\d,.;:()]{2,24}?)\s*(?:\([^()]{1,40}\)\s*)?{day_spellings}[\s,]+"
        r"{force-from}\s+(?P<since>[^,.;:()]{2,60})"
    ),
    "force_brief": r"{force-from}\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})(?![\d/-]|\.\d|\s*\d)",
    "force_event": r"{force-from}\s+[^.;:()]{2,120}?\b{force}\b",
    "force_gap": (
        r"(?:[\s,)\"”*]|\([^()]{0,80}\)|{force-aside}\b|{day_spellings}\s*{day}"
        r"|\b{made-known}\b[^.;:(),]{0,60}?\b{and}\b|\b{suffers}\s[^.;:()]{0,160}?\b{passed|signed|made-known}\b(?:[^.;:(),]{0,80}?(?:,|\b{and}\b))?)*"
        r"(?:\b{changes-it}\b[^.;:()]{0,200},\s*)?"
    ),
    "force_first": r"\s+{has}\s+{force}\s+{force-from}\s*{day}\s*(?:,|\b{joins}\b)[\s,]*",
    "force_heading": r"\b{force-headings}\s*$",
    "force_label": r"{=force-label}[\s*]*[:|][\s*|]*{day}",
    "force_head": r"(?:{force-label}|(?P<over>{over-label}))",
    "force_cell": r"{day}",
    "force_list": r"[^.;:()]{0,40}:\s*",
    "force_term": (
        r"[\s,]+(?:{joins}\s+)?(?:{suffers}\s+)?(?:{applies|lasts}\s+)?{during}\s+(?P<count>\d{1,2}|\w[^\d,.;:()]{1,16}?)\s*(?:\([^()]{1,30}\)\s*)?"
        r"(?:(?P<years>{year})|{month})\b"
    ),
    "force_on": r"{force-from}\s*(?:\d{1,2}\s*{hour_mark}\s*(?:00\s*)?,?\s*{day_spellings}\s*)?{day}",
    "force_passed": r"{force-from}\s+[^,;.:()]{0,80}?{passed}\b",
    "force_printed": r"{force-from}\s+[^,;.:()]{0,40}?{printed}\b",
    "force_season": r"(?:{force-from}\s+)?{season}\s+\d{4}(?:\s*-\s*\d{4})?\b",
    "force_since": r"{force-from}\s*{day}\s*,?\s*",
    "force_signed": r"{force-from}\s+{signed}\b",
    "has_force": r"(?P<not>\b{force-not}\s+)?\b{has}\s+$",
    "held_through": r"[^.;:()\[\]\d]{0,60}?{through}\s+(?:{month}\s+(?P<month>\d{1,2})(?:\s*/\s*|\s+{year}\s+)|{year}\s+)(?P<year>\d{4})\b(?!\s*[-–]\s*\d)",
    "held_until": r"[^.;:()\[\]\d]{0,60}?{held-until}\s+{day}",
    "holds_until": r"\s+{held-until}\s+{day}",
    "in_its_name": r"\s*(?:[^.;:()\[\]]{0,120}?\s)?{changes-it}\s[^.;:()\[\]]{0,160}$",
    "is_passed": r"[^,;.:()]{0,80}?{passed}\b",
    "is_printed": r"\b{printed}\b",
    "is_signed": r"{signed}\b",
    "lists_papers": r"\b(?:{several}|\d+|{ordinals})\s+(?:[^.;:()\d]{1,20}\s)?(?:{ranks}|{documents})\b",
    "list_join": r"\s*(?:[;,]|\b{joins}\b)\s*(?:{joins}\s+)?",
    "opened": r"\(\s*$",
    "other_holder": r"\b{other-holders}[\s,]*$",
    "over_from": r"\s+{over-from}\s+{day}",
    "over_label": r"{=over-label}[\s*]*[:|][\s*|]*{day}",
    "over_by": r"\s*\(\s*{over-by}\s*:?\s*{day}\s*\)",
    "of_a_plan": r"{plans}\s",
    "points": r"\b{points-to}\s",
    "held_in": r"\b{held-in}\s*$",
    "text_of": r"\b{text-of}\s*$",
    "waits_for": r"\b{waits-for}\s+$",
}
