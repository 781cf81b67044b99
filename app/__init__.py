"""The secretariat's application, one package a concern; nobody writes ``from app import …``."""
