"""A newsroom's directory of who signs with which initials: a TOML file, one table an agency.

    [AFP]
    dk = "Dana Kerr"
    sms = { name = "Sam Soler", desk = "Europe" }

It only ever adds names to initials that a dispatch has: what the file does not list stays initials.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from worker.agencies import Agency, agency_of
from worker.item import Signer


@dataclass(frozen=True, slots=True)
class Staff:
    """Who signs how: an agency's code → folded initials → the person."""

    people: Mapping[str, Mapping[str, Signer]] = field(default_factory=dict)

    def signers(self, ids: Iterator[str] | tuple[str, ...], agency: Agency | None) -> tuple[Signer, ...]:
        """The known ones among initials, in their order, each once, with the initials as the dispatch has them."""
        known = self.people.get(agency.code, {}) if agency else {}
        found = ((signer_id, known.get(_fold(signer_id))) for signer_id in dict.fromkeys(ids))
        return tuple(Signer(signer_id, person.name, person.desk) for signer_id, person in found if person)


NOBODY = Staff()


def read_staff(path: Path) -> Staff:
    """Read a directory. Raises ValueError, with the file, the line and the reason, for one that cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:  # names the line itself
        raise ValueError(f"{path} is no TOML: {error}") from None
    people: dict[str, dict[str, Signer]] = {}
    for stated, table in tables.items():
        agency = agency_of(stated)
        if not isinstance(table, dict):
            place = _place(path, text, None, stated)
            raise ValueError(f"{place}: initials stand in an agency's table, such as [AFP]")  # noqa: TRY004  a setting's
        if agency is None:
            raise ValueError(f"{_place(path, text, stated, None)}: no agency {stated!r} is known")
        signers = people.setdefault(agency.code, {})
        for initials, entry in table.items():
            signer, reason = _signer(initials, entry)
            if signer is None:
                raise ValueError(f"{_place(path, text, stated, initials)}: {reason}")
            if _fold(initials) in signers:
                raise ValueError(
                    f"{_place(path, text, stated, initials)}: {initials!r} is listed twice for {agency.code}"
                )
            signers[_fold(initials)] = signer
    return Staff(people)


def _signer(initials: str, entry: Any) -> tuple[Signer | None, str]:
    """A person, or what is wrong with the entry."""
    if not initials.strip() or len(initials) > INITIALS_MAX:
        return None, f"initials have 1 to {INITIALS_MAX} characters, not {len(initials.strip())}"
    members = {"name": entry} if isinstance(entry, str) else entry
    if not isinstance(members, dict) or not members.keys() <= {"name", "desk"}:
        return None, f'{initials!r} needs a name in quotes, or {{ name = "…", desk = "…" }}'
    if not all(isinstance(value, str) and value.strip() for value in members.values()) or "name" not in members:
        return None, f"{initials!r} needs a name, and texts that are not empty"
    desk = members.get("desk")
    return Signer(initials, " ".join(members["name"].split()), " ".join(desk.split()) if desk else None), ""


INITIALS_MAX = 40


def _fold(initials: str) -> str:
    """Initials as a key: letter case and spaces around do not matter."""
    return " ".join(unicodedata.normalize("NFC", initials).casefold().split())


def _place(path: Path, text: str, table: str | None, key: str | None) -> str:
    """The file and the line of an entry, or of a table; the file alone where the line cannot be told."""
    within: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            within = header[1].strip().strip("\"'")
            if within == table and key is None:
                return f"{path}, line {number}"
        elif within == table and (entry := _KEY.match(line)) and entry[1].strip().strip("\"'") == key:
            return f"{path}, line {number}"
    return str(path)


_HEADER = re.compile(r"\s*\[([^\[\]]{1,200})\]")
_KEY = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[^=\"'\s]+)\s*=")
