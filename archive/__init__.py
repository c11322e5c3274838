"""What is kept: originals, catalogue, jobs, outbox and the search index. The only room with storage."""
