"""What was released and why the rest was not, as a page, a table and a sheet to print."""
