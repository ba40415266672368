"""Sentences in the forms of the wire, written for this project: people and events are invented, places are real.

Marked text (``evaluation.marked_text``), a paragraph a line: datelines, headlines, captions, subheads, alerts, quotes,
results, sign-offs; platforms, alliances, elisions, and words in capitals that are no names.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
