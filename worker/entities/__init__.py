"""Who, what and where: the only room that imports spaCy."""
