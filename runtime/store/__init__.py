"""Where calls are kept while they live. In memory today; another store is another class with this shape.

Nothing is written down: a call's record is cleared when the call ends, and only the answers its carrier
might ask for again stay for a minute.
"""
