"""A flow told in plain words, for the person who signs that callers are treated like this."""
