"""The secretariat's application: one package per concern, stacked on the kernel; nobody writes ``from app import …``."""
