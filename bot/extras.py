"""What is installed only by those who want it: asked for here, so that its absence is told in a sentence."""

from __future__ import annotations

from importlib.util import find_spec

from embeddings.errors import UsageError

_LIBRARIES = {
    "milvus": ("pymilvus",),
    "postgres": ("psycopg",),
    "ray": ("ray", "pyarrow"),
    "serve": ("starlette", "uvicorn", "mcp", "prometheus_client"),
    "otel": ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http"),
}


def need_extra(extra: str, command: str) -> None:
    """Raise UsageError where a library of an extra is missing, with the line that installs it."""
    missing = [name for name in _LIBRARIES[extra] if not _is_there(name)]
    if missing:
        raise UsageError(
            f"{command} needs what is not installed here ({', '.join(missing)}). Install it: "
            f"pip install 'onrecord[{extra}]'"
        )


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # the package that it lies in
        return False
