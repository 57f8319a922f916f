"""It loads, but is it wise? What a caller would suffer from in a flow that is otherwise correct."""
