"""A new flow from a few answers: its states, its words in every language, a first call that tests it."""
