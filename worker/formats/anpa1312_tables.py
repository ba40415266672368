"""The codes of ANPA 1312 as AP defines them: priorities, categories; and how its lines for editors begin."""

import re

# f flash, b bulletin (and kills), u urgent (and corrections), r regular, d deferred; then what may wait for its day:
# a weekday's advance, s Sunday's, w hold for release, h standing copy, x and z routing and tests, y a rerun.
URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "h": 5, "a": 6, "s": 6, "w": 6, "x": 6, "y": 6, "z": 6}

KINDS = {"f": "flash", "b": "alert", "u": "urgent"}

CATEGORIES = {
    "a": "Domestic news",
    "b": "Special events",
    "c": "Standing features",
    "d": "News digests",
    "e": "Entertainment",
    "f": "Business and financial news",
    "i": "International news",
    "k": "Commentary",
    "l": "Lifestyle",
    "m": "Farm",
    "n": "State and regional news",
    "o": "Weather",
    "p": "Politics",
    "q": "Sports scores",
    "r": "Racing",
    "s": "Sports",
    "t": "Travel",
    "v": "Advisories",
    "w": "Washington news",
}

ADVISORIES = frozenset("vd")
"""Categories that speak to editors: advisories, and digests of what will come."""

UNDATED = frozenset("vdghj")
"""Categories whose paragraphs begin with keywords in capitals, which are no datelines: advisories, digests, summaries."""

ADVANCE = re.compile(r"(?<![A-Za-z])(?:adv(?:ance)?s? ?\d{1,2}(?:-\d{1,2})?|hfr)(?![A-Za-z])", re.IGNORECASE)

# Lines above a story that are neither headline nor byline. The first group of a labelled line is its label.
NOTE = re.compile(
    r"\W{0,2}(?:eds?\b\s?[:._]|editors?\b|editor's note|attention|note\b|ap (?:photo|graphic|video|interactive|audio)|"
    r"photos?\b|graphics?\b|with (?:bc|am|pm|ap|photo|graphic|video)|also moving|update[sd]?:|recasts|includes|trims|"
    r"corrects|moved in|this (?:story|item|is)\b|advisory:|ap newsnow|an ap |for the use of|optional|\(?(?:art|photo) adv|"
    r"stands? alone|undated|eds\b)",
    re.IGNORECASE,
)
RELEASE = re.compile(
    r"\W{0,2}\$?(?:adv(?:ance)? ?(?:for\b|\d)|for (?:release|use)\b|hold for release|not for release|"
    r"embargo|hfr\b|release )",
    re.IGNORECASE,
)
LABEL = re.compile(r"(?P<label>HL|INDEX|SYMBOL|KEYWORDS?|code):\s?(?P<value>.+)", re.DOTALL)
RIGHTS = re.compile(r"\(?(?:\(c\)|c\.|©|copyright)\s?(?:\(c\)\s?|©\s?)?(?:\d{4}|by )", re.IGNORECASE)
"""How a line begins that says whose the story is: "c.2013 Harbor News Service"."""

HOUSE = re.compile(
    r"(?:(?:an |the )?(?:associated|canadian) press\b|ap\b|bloomberg|kyodo|reuters?\b|new york times|\S+ news|.*\b(?:writer|editor|"
    r"correspondent|columnist|staff|press|news service|reporter|times|tribune|post)$).{0,60}",
    re.IGNORECASE,
)
"""What stands below a byline: the house or the title of who signs."""

CYCLE = re.compile(r"^(?:BC|AM|PM|AP|EX|NYT|CP)-", re.IGNORECASE)
"""How a keyword line begins: both cycles, morning, evening, the service's own."""
