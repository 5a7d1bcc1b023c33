"""What the collections of a snapshot hold, and what they are called.

    onrecord_20261127T2012Z_bf9ca3_passages     a row a passage; its terms are weighed by Milvus's BM25
    …_public      the same without private documents, where there are any: BM25 counts all that is in a collection
    …_statements  a row a statement
    …_terms       a row a term, with how many passages hold it
    …_records     the rest: the manifest, documents, and the names of speakers

The alias ``onrecord`` stands for the records of the live snapshot; the others follow from its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal

from embeddings.library.index import IndexSpec

if TYPE_CHECKING:
    from embeddings.library.milvus.server import MilvusServer

Part = Literal["passages", "public", "terms", "statements", "records"]
PARTS: Final[tuple[Part, ...]] = ("passages", "public", "terms", "statements", "records")

ALIAS: Final = "onrecord"
BODY: Final = 60_000  # bytes of one piece of what is longer; Milvus takes 65,535
_NAME: Final = re.compile(rf"{ALIAS}_(\d{{8}}T\d{{4}}Z)_([0-9a-f]{{6}})_(\w+)")
_DIGEST: Final = 32
_MANY: Final = 4096  # values in one field
_ANY: Final = {"vector": [0.0, 0.0]}  # a collection has to have a vector
_FIELDS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "passages": {
        "row": {"datatype": "INT64", "is_primary": True},
        "body": {"datatype": "VARCHAR", "max_length": 65_535},
        "document": {"datatype": "VARCHAR", "max_length": _DIGEST},
        "outlet": {"datatype": "VARCHAR", "max_length": _DIGEST},
        "language": {"datatype": "VARCHAR", "max_length": _DIGEST},
        "public": {"datatype": "BOOL"},
        "first_day": {"datatype": "INT64"},
        "last_day": {"datatype": "INT64"},
        "speakers": {"datatype": "ARRAY", "element_type": "VARCHAR", "max_length": _DIGEST, "max_capacity": _MANY},
        "said": {"datatype": "ARRAY", "element_type": "INT64", "max_capacity": _MANY},
        "terms": {
            "datatype": "VARCHAR",
            "max_length": 65_535,
            "enable_analyzer": True,
            "enable_match": True,
            "analyzer_params": {"tokenizer": "standard"},
        },
        "titled": {"datatype": "VARCHAR", "max_length": 65_535},
        "sparse": {"datatype": "SPARSE_FLOAT_VECTOR"},
    },
    "statements": {
        "row": {"datatype": "INT64", "is_primary": True},
        "document": {"datatype": "VARCHAR", "max_length": _DIGEST},
        "speaker": {"datatype": "VARCHAR", "max_length": _DIGEST},
        "public": {"datatype": "BOOL"},
        "first": {"datatype": "INT64"},
        "last": {"datatype": "INT64"},
        "body": {"datatype": "VARCHAR", "max_length": 65_535},
    },
    "terms": {
        "row": {"datatype": "INT64", "is_primary": True},
        "name": {"datatype": "VARCHAR", "max_length": _DIGEST},
        "place": {"datatype": "INT64"},
        "body": {"datatype": "VARCHAR", "max_length": 65_535},
    },
    "records": {
        "row": {"datatype": "INT64", "is_primary": True},
        "kind": {"datatype": "VARCHAR", "max_length": 16},
        "name": {"datatype": "VARCHAR", "max_length": _DIGEST},
        "body": {"datatype": "VARCHAR", "max_length": 65_535},
    },
}
_FIELDS["public"] = _FIELDS["passages"]
_LOOKED_UP: Final = ("document", "outlet", "language", "speaker", "name", "place")


def collection_of(snapshot: str, part: Part) -> str:
    """Return what a collection of a snapshot is called."""
    return f"{ALIAS}_{snapshot.replace('-', '_')}_{part}"


def snapshot_of(collection: str) -> str | None:
    """Return the snapshot that a collection belongs to, None where it is none of ours."""
    found = _NAME.fullmatch(collection)
    return f"{found[1]}-{found[2]}" if found and found[3] in PARTS else None


def create(server: MilvusServer, name: str, part: Part, dimension: int, index: IndexSpec) -> None:
    """Make an empty collection, in place of what a writer that died has left. ``index`` is that of the vectors."""
    from pymilvus import DataType, Function, FunctionType  # noqa: PLC0415  behind the door

    schema = server.client.create_schema(auto_id=False, enable_dynamic_field=False)
    for field, facts in _FIELDS[part].items():
        kinds = {key: getattr(DataType, value) for key, value in facts.items() if key in {"datatype", "element_type"}}
        schema.add_field(field, **(facts | kinds))
    is_searched = part in {"passages", "public"}
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension if is_searched else 2)
    indexes = server.client.prepare_index_params()
    if is_searched:
        schema.add_function(
            Function(
                name="bm25",
                function_type=FunctionType.BM25,
                input_field_names=["terms"],
                output_field_names=["sparse"],
            )
        )
        parameters = {"bm25_k1": 1.2, "bm25_b": 0.75}
        indexes.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=parameters)
    if is_searched and index.kind != "exact":
        indexes.add_index("vector", index_type="HNSW", metric_type="IP", params={"M": 16, "efConstruction": 200})
    else:
        indexes.add_index("vector", index_type="FLAT", metric_type="IP")
    for field in _LOOKED_UP:
        if field in _FIELDS[part]:
            indexes.add_index(field, index_type="INVERTED")
    with server.telling():
        if server.client.has_collection(name, timeout=60):
            server.client.drop_collection(name, timeout=60)
        server.client.create_collection(
            name, schema=schema, index_params=indexes, consistency_level="Eventually", timeout=60
        )


def with_vector(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of a collection that no vector is looked for in."""
    return row | _ANY


def day_of(date: str | None) -> int:
    """Return an ISO date as a number in the order of its letters: a year before its days; 0 for none."""
    digits = (date or "").replace("-", "")[:8]
    return int(digits.ljust(8, "0")) if digits.isdecimal() else 0


def last_day_of(date: str | None) -> int:
    """Return the last day that an ISO date may mean, as a number."""
    return day_of(date + "-12-31"[len(date) - 4 :]) if date else 0


def token_of(term: str) -> str:
    """Return a term as one word for every analyzer there is, and for none more than a word."""
    return f"t{term.encode('utf-8', 'surrogatepass').hex()}"


def term_of_token(token: str) -> str:
    """Return the term of such a word."""
    return bytes.fromhex(token[1:]).decode("utf-8", "surrogatepass")
