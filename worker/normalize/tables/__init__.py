"""The facts of the trade as data: words, marks and names, each with where it was seen; an editor may add a row."""
