"""The guides as their tests read them: sections, tables, blocks of code, commands."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
RUNBOOK = ROOT / "deploy" / "RUNBOOK.md"
REFERENCE = ROOT / "deploy" / "REFERENCE.md"
GUIDES = (README, RUNBOOK, REFERENCE, ROOT / "schemas" / "README.md", ROOT / "SECURITY.md")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level or above; raises AssertionError where there is none."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,6}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {heading}"
    level = len(found[1])
    rest = text[found.start(2) :]
    end = re.search(rf"^#{{1,{level}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def headings(text: str) -> list[str]:
    """Every heading, without those that are comments in blocks of code."""
    return re.findall(r"^#+ (.+)$", re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)


def first_cells(text: str) -> list[str]:
    """What stands as code in the first cell of each row of the tables."""
    return re.findall(r"^\| `([^|`]+)` \|", text, re.MULTILINE)


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code of one language, those in lists too, without their indent."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def between(text: str, name: str) -> str:
    """What stands between ``<!-- name -->`` and the comment that closes it."""
    found = re.search(rf"<!-- {re.escape(name)} -->\n(.*?)<!-- /", text, re.DOTALL)
    assert found, f"nothing is marked {name}"
    return found[1]


def commands(text: str) -> list[str]:
    """Every command of the console blocks, with the lines that belong to it."""
    return [
        command.removeprefix("$ ")
        for block in blocks(text, "console")
        for command in re.split(r"\n(?=\$ )", block.rstrip("\n"))
    ]


def words(command: str) -> list[list[str]]:
    """The words of each simple command in a line of shell; a here-document is left out."""
    lexer = shlex.shlex(command.partition("<<")[0], posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    simple: list[list[str]] = [[]]
    for word in lexer:
        if set(word) <= set("|&;()"):
            simple.append([])
        else:
            simple[-1].append(word)
    return [one for one in simple if one]


def wire_worker_calls(text: str) -> Iterator[list[str]]:
    """The arguments of every call of ours: in blocks of code, and in the prose between backticks."""
    prose = re.findall(r"`(wire-worker [^`]+)`", text)
    scripts = [line for block in blocks(text, "sh") for line in block.splitlines()]
    for line in [*commands(text), *scripts, *prose]:
        for simple in words(line):
            names = [Path(word).name for word in simple]
            if "wire-worker" in names and "docker" not in names:
                yield simple[names.index("wire-worker") + 1 :]
