"""From WireItem to Story: pure functions that read what an editor would read in the text, one convention a module."""

from worker.normalize.story import normalize

__all__ = ["normalize"]
