"""The pages of an organisation, a file for each thing that can be set up."""
