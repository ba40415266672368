"""From WireItem to Story: pure functions that read what an editor would read in the text, one convention a module."""

from worker.normalize.story import normalize
from worker.normalize.text import fold_name, fold_typography

__all__ = ["fold_name", "fold_typography", "normalize"]
