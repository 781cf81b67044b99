"""The rules of reminders; nothing here reads a clock or a database."""
