"""The room as everybody in it sees it: the wall, the console and the phones, drawn once for all who see the same."""
