"""Which model does a job."""
