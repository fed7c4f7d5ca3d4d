"""Shows: the Flask application."""

from webapp.application import create_app
from webapp.serving import listen, serve

__all__ = ["create_app", "listen", "serve"]
