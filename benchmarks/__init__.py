"""What a page and a job cost: `make bench`."""
