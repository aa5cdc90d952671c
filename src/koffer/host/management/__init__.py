"""The commands of `koffer`."""
