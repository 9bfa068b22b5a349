# One image for web, worker and clock; only the command differs (docker-compose.yml).
FROM python:3.11-slim AS build
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

FROM python:3.11-slim
# Pango and a font draw the certificates.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --create-home aula
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    AULA_DATA=/data \
    STATIC_ROOT=/app/static-collected
# The key of the build signs nothing and is not in the image.
RUN AULA_DATA=/tmp/build SECRET_KEY=build python manage.py compile_catalogues \
 && AULA_DATA=/tmp/build SECRET_KEY=build python manage.py collectstatic --noinput -v 0 \
 && rm -rf /tmp/build \
 && chown -R aula:aula /data && chmod 700 /data
USER aula
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD \
  ["python", "-c", "import urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/salud/', headers={'X-Forwarded-Proto': 'https', 'Host': 'localhost'}), timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "lms.wsgi:application"]
