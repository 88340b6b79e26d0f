"""Claims repriced: what Medicare would have allowed for each line of a file of claims."""
