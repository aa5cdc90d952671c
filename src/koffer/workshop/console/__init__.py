"""The facilitator: console, settings, links, people."""
