"""The names of the wire formats, in the order in which their readers are asked: settings and metrics need no more of them."""

FORMATS = (
    "newsml-1.2",
    "newsml-g2",
    "nitf",
    "dpa-json",
    "ap-json",
    "afp-api",
    "reuters-connect",
    "fingerpost",
    "ninjs",
    "json",
    "telex",
    "iptc-7901",
    "anpa-1312",
    "afp-text",
    "text",
)
