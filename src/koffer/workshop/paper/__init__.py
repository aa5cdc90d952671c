"""People on paper: a seat without a device, typed on a page that covers itself."""
