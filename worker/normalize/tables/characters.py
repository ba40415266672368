"""Characters that are no text, and those that stand for the same thing. Written as code points: most are invisible."""

# Transmission controls of the teletype age (seen in IPTC 7901 and ANPA 1312 files), and DEL.
CONTROLS = (*range(0x09), 0x0E, 0x0F, *range(0x11, 0x20), 0x7F)
SPACE_BAND = 0x10  # DLE, ANPA's flexible space
LINE_BREAKS = (0x0B, 0x0C, 0x2028, 0x2029)  # vertical tab, form feed, Unicode's own

# Without width and without effect on what a reader sees: soft hyphen, zero width space, word joiner, byte order mark.
INVISIBLE = (0x00AD, 0x200B, 0x2060, 0xFEFF)

# Marks of direction: they order a right-to-left line, and mean nothing in any other.
DIRECTIONAL = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))

# 1:1 with what a tokenizer trained on plain text knows.
APOSTROPHES = (0x2018, 0x2019, 0x201A, 0x201B, 0x02BC, 0x02B9, 0x2032, 0x00B4, 0x0060, 0xFF07)
DOUBLE_QUOTES = (0x201C, 0x201D, 0x201E, 0x201F, 0x2033)
HYPHENS = (0x2010, 0x2011, 0x00AD)
SPACES = (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x0009, 0x000A, 0x000D)

# Letters that Unicode does not take apart into a base and an accent.
PLAIN_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
}  # fmt: skip
