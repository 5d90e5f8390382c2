"""Benchmarks: ratios against peers and against the floor, measured in the same run. Absolute figures mean little on a busy machine."""
