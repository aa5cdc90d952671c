"""The steps of the workshop, one folder each: views, forms and addresses."""
