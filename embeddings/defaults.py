"""What is so unless somebody says otherwise. Imports nothing, so that ``--help`` is quick."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"
EXACT_UP_TO = 50_000  # passages; above it the vector index is approximate: see docs/benchmarks.md
