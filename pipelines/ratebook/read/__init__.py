"""From a zip of CMS's to frames of text, each row with its file and row number."""
