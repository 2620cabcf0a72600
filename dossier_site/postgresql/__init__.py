"""Django's PostgreSQL, whose requests do not wait for ever."""
