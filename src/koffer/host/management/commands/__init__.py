"""A module for each command of `koffer`, called as it is."""
