"""Strengths first, then gaps: one sentence per phone, and what the team makes of them."""
