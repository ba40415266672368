"""Dispatches with their names marked in the text itself, as a person annotates them in any editor.

    [[PLACE:Kiev]] (AFP) - Le président [[PERSON:Volodymyr Zelensky]] est arrivé. [[PERSON:Zelensky#Volodymyr Zelensky]] …
    ====
    Kiev = 703448

A mark is [[TYPE:name]] or [[TYPE:name#thing]]; without a thing it is the name itself. TYPE|TYPE allows another type, TYPE?
is a name that may be passed over. Below the line of equals signs stand places' numbers in GeoNames, several where any
of them is right, none where no number is. The language is in the file's name: ``07-floods.en.txt``.
"""

import re
from pathlib import Path
from typing import Any

from worker.evaluation.annotation import GoldText, annotate

_MARK = re.compile(
    r"\[\[(?P<type>[\w|]{1,60})(?P<optional>\??):(?P<name>[^\[\]#]{1,200})(?:#(?P<thing>[^\[\]#]{1,200}))?\]\]"
)
_RULE = re.compile(r"^={4,}\n", re.MULTILINE)
_ROW = re.compile(r"([^=]{1,200}?)\s*=\s*((?:\d{1,10}(?:\s+|$))*)")
_LANGUAGE = re.compile(r"\.([a-z]{2,3})\.txt\Z")


def read_marked(content: str, name: str) -> tuple[GoldText, list[str]]:
    r"""A marked dispatch as an annotated text, and what is wrong with it.

    >>> text, problems = read_marked("A fire in [[LOC:Lima]].\n====\nLima = 3936456\n", "fire.en.txt")
    >>> text.text, text.language, text.mentions[0].text, text.mentions[0].place.geonames, problems
    ('A fire in Lima.\n', 'en', 'Lima', frozenset({3936456}), [])
    >>> read_marked("A fire in [[Lima]].", "fire.en.txt")[1]
    ['fire.en.txt:1: "[[" opens no mark of the form [[TYPE:name]] or [[TYPE:name#thing]]']
    """
    marked, *rest = _RULE.split(content, maxsplit=1)
    numbers, problems = _numbers("".join(rest), name, marked.count("\n") + 2)
    pieces, entries, things = list[str](), list[tuple[str, Any]](), set[str]()
    line, end, start = 1, 0, 0
    for mark in _MARK.finditer(marked):
        between = marked[end : mark.start()]
        line, end, start = line + between.count("\n"), mark.end(), start + len(between)
        thing = mark["thing"] or mark["name"]
        entry = {"start": start, "end": start + len(mark["name"]), "type": mark["type"], "entity": thing}
        entries.append((f"{name}:{line}", {**entry, "optional": bool(mark["optional"]), **numbers.get(thing, {})}))
        things.add(thing)
        pieces += (between, mark["name"])
        start += len(mark["name"])
    text = "".join((*pieces, marked[end:]))
    if "[[" in text:
        line = text.count("\n", 0, text.index("[[")) + 1
        problems.append(f'{name}:{line}: "[[" opens no mark of the form [[TYPE:name]] or [[TYPE:name#thing]]')
    problems += [f"{name}: {thing!r} has numbers, but no mark names it" for thing in numbers if thing not in things]
    mentions, wrong = annotate(text, entries)
    language = _LANGUAGE.search(name)
    return GoldText(Path(name).name, text, mentions, name, language[1] if language else None), problems + wrong


def _numbers(rows: str, name: str, first_line: int) -> tuple[dict[str, dict[str, list[int]]], list[str]]:
    """The numbers below the rule, by thing."""
    numbers, problems = {}, []
    for line, row in enumerate(rows.splitlines(), first_line):
        if not row.strip():
            continue
        if found := _ROW.fullmatch(row.strip()):
            numbers[found[1]] = {"geonames": [int(number) for number in found[2].split()]}
        else:
            problems.append(f"{name}:{line}: no row of the form place = number")
    return numbers, problems
