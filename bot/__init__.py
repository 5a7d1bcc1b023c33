"""How we answer: a question in, an attributed answer or "not on record" out.

May import anything of ``embeddings``, which knows nothing of it; nothing but tests and benchmarks imports this.
"""

__version__ = "0.1.0"  # the only place: pyproject.toml reads it here
