"""One frozen Settings, read once: environment first, then ``onrecord.toml``, then the defaults."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.locale import language_for
from embeddings.defaults import DEFAULT_MODEL, EXACT_UP_TO
from embeddings.errors import SettingsError
from embeddings.owner import write_file

PREFIX = "ONRECORD_"
FILE = "onrecord.toml"
NOT_FOR_CHILDREN = {"telegram_token", "webhook_secret"}
SECRET = {*NOT_FOR_CHILDREN, "state", "snapshots", "index"}  # addresses may hold passwords: nobody writes them down
_SECRETS = {f"{PREFIX}{name}".upper() for name in NOT_FOR_CHILDREN}


def _separated(value: object) -> object:
    """Read "12, 34" as two ids; a list, as TOML has it, stays one."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _scheduled(line: str | None) -> str | None:
    if line:
        from bot.schedule import read_schedule  # noqa: PLC0415  few have a schedule, and every command reads settings

        read_schedule(line)
    return line or None


Names = Annotated[frozenset[str], NoDecode, BeforeValidator(_separated)]
Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_separated)]


class Settings(BaseSettings):
    """Every setting, each with what it means. The token is a secret: it is never printed."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=FILE, extra="forbid", frozen=True)

    seeds: Path = Field(Path("seeds"), description="the folder of documents")
    data: Path = Field(Path(".onrecord"), description="where the index and the state are kept")
    state: SecretStr | None = Field(
        None,
        description="where several bots keep what they share: postgresql://user:password@host:5432/database; a file in "
        "the data folder if not set",
    )
    snapshots: str | None = Field(
        None,
        pattern=r"^[a-z][a-z0-9+]*://",
        description="where several bots share their indexes: file:///srv/onrecord, s3://bucket/onrecord",
    )
    index: SecretStr | None = Field(
        None,
        description="where the index is kept that answers: milvus://user:password@host:19530/database; the data folder "
        "if not set",
    )
    model: str = Field(
        DEFAULT_MODEL,
        min_length=1,
        description="a sentence-transformers model, by name or folder; 'hashing' needs none and answers poorly",
    )
    precision: Literal["auto", "int8", "bf16", "f32"] = Field(
        "auto",
        description="the arithmetic that a new index is made and asked in: 'auto' is what suits the processor",
    )
    reranker: str | None = Field(
        None,
        min_length=1,
        description="a sentence-transformers CrossEncoder, by name or folder, that reads the best passages again; "
        "slow; questions about speakers go without",
    )
    reader: str = Field(
        "onrecord",
        min_length=1,
        description="what reads the best passages for the words that answer: 'onrecord' is the project's own model, "
        "'off' nothing, and else a model for extractive question answering, by name or folder",
    )
    exact_up_to: int = Field(
        EXACT_UP_TO,
        ge=0,
        description="above this many passages (public ones, where there are any) the vector index is approximate",
    )
    keep_snapshots: int = Field(5, ge=1, description="how many snapshots are kept, the live one among them")
    golden: Path | None = Field(
        None, description="questions that a new index must answer; golden.jsonl beside the documents if not set"
    )
    golden_margin: float = Field(
        0.05, ge=0, le=1, description="the share of these that a new index may answer worse than the live one"
    )
    language: Literal["en", "de", "es", "fr", "km", "ru", "uk"] | None = Field(
        None, description="what the terminal speaks beside quotes, never in JSON; the language of LANG if not set"
    )
    rebuild_schedule: Annotated[str | None, AfterValidator(_scheduled)] = Field(
        None,
        description='when the bot rebuilds the index: a line of cron, with a time zone: "15 3 * * * Europe/Berlin"',
    )
    rebuild_patience: float = Field(
        30, gt=0, description="minutes without progress after which the bot ends a rebuild that it has started"
    )
    watch: bool = Field(False, description="whether the bot rebuilds the index when documents have changed")
    fetch_private: bool = Field(
        False, description="whether pages and feeds may be fetched from this machine and private networks, too"
    )
    telegram_token: SecretStr | None = Field(None, description="the bot's token, from @BotFather")
    telegram_api: str = Field("https://api.telegram.org", description="the root of the Bot API server")
    access: Literal["pairing", "open", "listed"] = Field(
        "pairing",
        description="who may ask on Telegram: 'pairing' is the owner (who sends the code that the first start prints) "
        "and whom they approve, 'listed' the owner and those in the two settings below, 'open' everyone",
    )
    allowed_users: Ids = Field(frozenset(), description="with 'listed': ids of people, separated by commas")
    allowed_chats: Ids = Field(frozenset(), description="with 'listed': ids of groups, separated by commas")
    user_per_minute: int = Field(20, ge=1, description="how many questions one person may ask in a minute")
    chat_per_minute: int = Field(60, ge=1, description="how many questions one chat may ask in a minute")
    webhook_url: str | None = Field(
        None, pattern="^https?://", description="where Telegram sends updates; without it, the bot asks for them"
    )
    webhook_listen: str = Field("127.0.0.1", description="the address on which the bot waits for them")
    webhook_port: int = Field(8080, ge=1, le=65535, description="the port on which the bot waits for them")
    webhook_socket: Path | None = Field(None, description="a unix socket to wait on, instead of address and port")
    webhook_secret: SecretStr | None = Field(
        None, description="what Telegram proves itself with [default: derived from the token]"
    )
    serve_listen: str = Field("127.0.0.1", min_length=1, description="the address on which 'onrecord serve' answers")
    serve_port: int = Field(8090, ge=1, le=65535, description="the port on which 'onrecord serve' answers")
    serve_open: bool = Field(
        False, description="whether 'onrecord serve' answers without a token; only on an address of this machine alone"
    )
    serve_cors: Names = Field(
        frozenset(), description="origins whose pages may ask 'onrecord serve' from a browser, separated by commas"
    )
    serve_per_minute: int = Field(60, ge=1, description="how many requests one token may make in a minute")
    serve_seconds: float = Field(30, gt=0, description="seconds after which 'onrecord serve' gives a request up")
    public_url: str | None = Field(
        None, pattern="^https?://", description="where others reach 'onrecord serve': links to sources begin with it"
    )
    citation: Literal["words", "apa", "chicago"] = Field(
        "words", description="how quotes are copied: in words, or as APA or the Chicago manual have it"
    )
    send_files: bool = Field(
        False,
        description="whether people on Telegram may have the file of a source that has no web address",
    )
    audit: bool = Field(False, description="whether who asked what is kept, and which documents were shown")
    keep_days: int = Field(
        30,
        ge=1,
        description="days for which questions, answers, what people thought of them, and what ONRECORD_AUDIT keeps "
        "are kept",
    )
    metrics_port: int | None = Field(
        None, ge=1, le=65535, description="the port on which the bot answers Prometheus; 'onrecord serve' has /metrics"
    )
    metrics_listen: str = Field("127.0.0.1", min_length=1, description="the address of that port")
    traces_url: str | None = Field(
        None,
        pattern="^https?://",
        description="where traces are sent (OTLP over HTTP), as http://127.0.0.1:4318/v1/traces",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="whether a line of the log is for people or an object of JSON"
    )
    log: Literal["info", "debug"] = Field("info", description="how much the bot logs")

    @property
    def keep_seconds(self) -> float:
        """The same in seconds."""
        return self.keep_days * 86_400.0

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the environment before the file, and leave out what we don't read."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(over: Path | None = None) -> Settings:
    """Read the settings; those in the file ``over`` come before all others.

    Raises SettingsError where one is unknown or can't be used.
    """
    known = {f"{PREFIX}{name}".upper(): name for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError(f"Unknown setting {unknown[0]}. Known ones: {', '.join(known)}.")
    file = str(over or FILE)
    try:
        return Settings(**(tomllib.loads(over.read_text(encoding="utf-8")) if over else {}))
    except ValidationError as error:
        raise SettingsError(_explain(error, file)) from None
    except (OSError, ValueError) as error:  # the file is not there, or not TOML
        raise SettingsError(
            f'{file} can\'t be read: {error}. Lines of the form name = "value" were expected.'
        ) from None


def spoken(settings: Settings) -> str:
    """Return the language of the terminal."""
    set_there = filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG")))
    return settings.language or language_for(next(set_there, None))


def keep_setting(name: str, value: str) -> None:
    """Write a setting into the settings' file, in place of the line that it has there. Raises as ``check_keeps``."""
    aside = Path(f".{FILE}.new")
    write_file(aside, check_keeps(name, value))
    aside.replace(FILE)


def check_keeps(name: str, value: str) -> str:
    """Return the settings' file with a setting in it.

    Raises SettingsError where that would change anything else, or where the environment would come before it.
    """
    ours, line = f"{PREFIX}{name}".upper(), f"{name} = {json.dumps(value, ensure_ascii=False)}"
    if ours in os.environ:
        raise SettingsError(f"{ours} is set in the environment, which comes before {FILE}. Set it to {value!r} there.")
    text = Path(FILE).read_text(encoding="utf-8") if Path(FILE).exists() else ""
    lines = [*(one for one in text.splitlines() if one.partition("=")[0].strip() != name), line, ""]
    try:
        kept = tomllib.loads("\n".join(lines)) == {**tomllib.loads(text), name: value}
    except ValueError:
        kept = False
    if not kept:
        raise SettingsError(f"{FILE} is written in a way that can't be changed here. Write into it: {line}")
    return "\n".join(lines)


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the environment for a child process that is to read the same settings, without what is secret."""
    given = settings.model_dump(mode="json", exclude_unset=True, exclude_none=True, exclude=SECRET)
    given |= {"state": settings.state.get_secret_value()} if settings.state is not None else {}
    given |= {"index": settings.index.get_secret_value()} if settings.index is not None else {}
    given |= {"snapshots": settings.snapshots} if settings.snapshots is not None else {}
    ours = {f"{PREFIX}{name}".upper(): _written(value) for name, value in given.items()}
    return {name: value for name, value in os.environ.items() if name not in _SECRETS} | ours


def _written(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def password_in(address: SecretStr | None) -> SecretStr | None:
    """Return the password in an address, None where there is none; all of what is none."""
    try:
        password = urlsplit(address.get_secret_value()).password if address is not None else None
    except ValueError:
        return address
    return SecretStr(unquote(password)) if password else None


def settings_help() -> str:
    """Return the settings, a line each, for ``--help``."""
    lines = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, frozenset()) else f" [default: {field.default}]"
        lines.append(f"{PREFIX}{name.upper()}: {field.description}{default}")
    return "\n\n".join(lines)


def _explain(error: ValidationError, file: str) -> str:
    """Say what is wrong with the first bad setting, without its value: it may be a secret."""
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "?"
    if first["type"] == "extra_forbidden":
        return f"Unknown setting {name!r} in {file}. Known ones: {', '.join(Settings.model_fields)}."
    return f"The setting {PREFIX}{name.upper()} can't be used: {first['msg'].removeprefix('Value error, ')}."
