"""What the rules about names know of languages and of the world: rows, no code."""
