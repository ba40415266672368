"""Kills: what withdraws an item often has its label and no word of text, and must reach whoever has the item."""

from dataclasses import replace

from worker.item import Text, WireItem


def with_label(item: WireItem) -> WireItem:
    """A kill without words, under its slug as a headline of the role ``label``; any other item as it is."""
    if item.kind == "kill" and item.slug and not (item.blocks or item.headlines or item.descriptions):
        return replace(item, headlines=(Text(item.slug, "label"),))
    return item
