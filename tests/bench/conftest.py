"""The peers are installed for the bench alone: without them their programs cannot be imported, and hold no tests."""

collect_ignore = ["peers"]
