"""Languages: the ones that agencies write, and how wires spell them when they do not use BCP 47."""

from worker.normalize.tables.rows import words

# Where an item states no language, the guess is among these: each has an agency in the table or a service of AFP's.
WRITTEN = (
    *("ar", "ca", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hu", "it", "ja", "ko", "nl", "no"),
    *("pl", "pt", "ro", "ru", "sk", "sv", "tr", "uk", "zh"),
)

# ISO 639-2 codes and English names (NITF, IPTC 7901 converters), deprecated codes.
STATED = {
    "ara": "ar", "arabic": "ar", "deu": "de", "ger": "de", "german": "de", "eng": "en", "english": "en", "spa": "es",
    "spanish": "es", "fra": "fr", "fre": "fr", "french": "fr", "ita": "it", "italian": "it", "nld": "nl", "dut": "nl",
    "dutch": "nl", "por": "pt", "portuguese": "pt", "swe": "sv", "swedish": "sv", "nor": "no", "norwegian": "no",
    "dan": "da", "danish": "da", "fin": "fi", "finnish": "fi", "jpn": "ja", "japanese": "ja", "zho": "zh", "chi": "zh",
    "chinese": "zh", "rus": "ru", "russian": "ru", "pol": "pl", "polish": "pl", "iw": "he",
}  # fmt: skip

# What a language field holds where it says that it does not know.
UNDETERMINED = words("und mul mis zxx x-default xx")
