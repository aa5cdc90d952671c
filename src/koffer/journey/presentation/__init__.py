"""Suitcases shown to other teams: prepared and led by each team, followed by visitors; and a gallery."""
