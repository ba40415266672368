"""What the rules about names know of languages and of the world: rows, and ``build_places``, which writes the longest."""
