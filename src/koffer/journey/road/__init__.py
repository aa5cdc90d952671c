"""The road: seen by an organisation, on a wall, and by the team that places its suitcase."""
