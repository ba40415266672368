"""How an item that was read is held against a case's JSON."""

from typing import Any


def present(value: Any) -> Any:
    """A value as JSON has it, without what is absent in it: ``{"name": "Ann Lee"}``."""
    if isinstance(value, dict):
        return {name: present(one) for name, one in value.items() if one not in (None, (), [])}
    if isinstance(value, list | tuple):
        return [present(one) for one in value]
    return value
