"""How the models come to be: annotated text to weights. Never needed to run the service."""
