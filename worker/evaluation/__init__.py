"""How good the entities are: annotated texts, what was found in them, and the figures of the two side by side.

Apart from the pipeline, which it reads through as anyone would: nothing here is needed to run the service.
"""
