"""The yardstick: the best stock stage and nothing else. Texts come as a file, a word on standard input starts the clock."""

import json
import sys
import time
from pathlib import Path

from stage import stock

GROUP_WORDS = 836  # read together: about an article is what spaCy reads fastest


def groups(paragraphs: list[str]) -> list[list[str]]:
    grouped: list[list[str]] = [[]]
    words = 0
    for paragraph in paragraphs:
        if words > GROUP_WORDS:
            grouped.append([])
            words = 0
        grouped[-1].append(paragraph)
        words += len(paragraph.split())
    return grouped


def main() -> None:
    tagger = stock()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        read = groups(json.loads(Path(line.strip()).read_text("utf-8")))
        began, cpu = time.perf_counter(), time.process_time()
        for texts in read:
            tagger.tag(texts)
        told = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
