# Two stages: what builds is left behind. Serving needs no torch: models are compiled once, when the index is built.
#   docker build -t onrecord .                       the server and the bot
#   docker build -t onrecord-rebuild --target builder .   what builds the index, with torch
FROM python:3.12-slim-bookworm AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /build
ARG EXTRAS=serve MORE=""
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY embeddings ./embeddings
RUN python -m venv /opt/onrecord \
    && /opt/onrecord/bin/pip install --constraint constraints.txt ".[$EXTRAS]" \
    && if [ -n "$MORE" ]; then /opt/onrecord/bin/pip install $MORE; fi \
    && install -d -o 10001 -g 10001 -m 0700 /data
ENV PATH=/opt/onrecord/bin:$PATH ONRECORD_SEEDS=/seeds ONRECORD_DATA=/data
WORKDIR /work
ENTRYPOINT ["onrecord"]
CMD ["rebuild"]

FROM builder AS slim
RUN pip uninstall --yes torch sentence-transformers transformers \
    && find /opt/onrecord -name '__pycache__' -prune -exec rm -rf {} +

FROM python:3.12-slim-bookworm AS serve
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin onrecord \
    && install -d -o onrecord -g onrecord -m 0700 /data
COPY --from=slim /opt/onrecord /opt/onrecord
ENV PATH=/opt/onrecord/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ONRECORD_SEEDS=/seeds ONRECORD_DATA=/data ONRECORD_SERVE_LISTEN=0.0.0.0 ONRECORD_LOG_FORMAT=json
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8090
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8090/readyz', timeout=4)"]
ENTRYPOINT ["onrecord"]
CMD ["serve"]
