"""Measurements that the README's numbers come from; run as `python -m benchmarks.<name>`."""
