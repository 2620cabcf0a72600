"""How a form of the admin is saved."""
