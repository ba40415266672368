"""Text from elsewhere as a terminal may be given it: with nothing in it that steers, and bytes that are no text in hex."""

import codecs
import re

# Controls (C0 but for the tab and the end of a line, DEL, C1), what breaks a line without being its end, what turns the
# direction of the text around it, and halves of characters that cannot be written.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TEXT_ODD_MAX = 0.1  # as much of a text may be controls and bytes that are no UTF-8
HEX_BYTES_A_LINE = 16


def printable(text: str) -> str:
    r"""The text with escapes in place of what a terminal would obey.

    >>> printable("rouge \x1b[31m, caf\xe9 :smile:\r\n[b]")
    'rouge \\x1b[31m, café :smile:\n[b]'
    """
    return _STEERING.sub(_escape, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    r"""The same, for a cell of a table or the value of a header.

    >>> one_line("one\n\ttwo")
    'one\\n\\ttwo'
    """
    return printable(text.replace("\r\n", "\\r\\n")).replace("\n", "\\n").replace("\t", "\\t")


def text_of(value: bytes) -> str:
    r"""Bytes as text; what is no UTF-8 as escapes.

    >>> text_of(b"caf\xe9")
    'caf\\xe9'
    """
    return value.decode("utf-8", "backslashreplace")


def preview(value: bytes, *, bytes_max: int) -> str:
    r"""The first bytes as text, or in hex where they are none.

    >>> preview("déjà".encode(), bytes_max=2)
    'd'
    >>> preview(b"\x89PNG\r\n\x1a\n", bytes_max=100)
    '00000000  89 50 4e 47 0d 0a 1a 0a                          .PNG....'
    """
    head = value[:bytes_max]
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(head, final=len(head) == len(value))
    if len(_STEERING.findall(text.replace("\r\n", "\n"))) > len(text) * _TEXT_ODD_MAX or "\0" in text:
        return "\n".join(_hex_lines(head))
    return printable(text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8, as Python carries it
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _hex_lines(value: bytes) -> list[str]:
    return [
        f"{begin:08x}  {line.hex(' '):<47}  " + "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in line)
        for begin in range(0, len(value), HEX_BYTES_A_LINE)
        if (line := value[begin : begin + HEX_BYTES_A_LINE])
    ]
