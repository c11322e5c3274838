# Karar with what scans and old Word files need. Runs without root; all it keeps lies in /data.
FROM python:3.11.13-slim-bookworm AS build
WORKDIR /source
COPY requirements/run.lock requirements/
RUN python -m venv /opt/karar && /opt/karar/bin/pip install --no-cache-dir --require-hashes -r requirements/run.lock
COPY . .
RUN /opt/karar/bin/pip install --no-cache-dir --no-build-isolation --no-deps .

FROM python:3.11.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libreoffice-writer-nogui tesseract-ocr tesseract-ocr-tur catdoc fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --home-dir /data --shell /usr/sbin/nologin karar \
    && install -d -o karar -g karar /data
COPY --from=build /opt/karar /opt/karar
ENV PATH=/opt/karar/bin:$PATH PYTHONUNBUFFERED=1 KARAR_DATA_DIR=/data OMP_THREAD_LIMIT=1
USER karar
WORKDIR /data
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["karar"]
CMD ["serve", "--host", "0.0.0.0"]
