"""A member's page: what the room shares around what is the person's own."""
