"""The query language: text to nodes, nodes to text, nodes to words."""
