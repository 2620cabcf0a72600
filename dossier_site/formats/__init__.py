"""How dates are written, a folder a language."""
