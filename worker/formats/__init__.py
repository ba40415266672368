"""From bytes to WireItems: one file a wire format, each with `sniff` and `parse`; detection by header, then by content."""
