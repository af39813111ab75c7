"""What prints the project's figures; docs/benchmarks.md explains them."""
