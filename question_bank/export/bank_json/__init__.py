"""The whole bank as JSON, without loss; ``schema.json`` beside this says how it looks."""
