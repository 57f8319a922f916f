"""Shows that a flow always lets its caller out, by playing every kind of call."""
