"""A flow as a picture: SVG without a browser, Mermaid, DOT."""
