# The site under gunicorn. What changes seldom comes first, so that a new version rebuilds little.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/dossiers
ARG REQUIREMENTS=requirements.txt
COPY requirements*.txt ./
# A package that is not as it was when it was chosen is refused.
RUN pip install --require-hashes -r ${REQUIREMENTS}
COPY . .
# Static files need no settings of the site; the key is for this step alone.
RUN SECRET_KEY=build HTTPS=0 python manage.py collectstatic --noinput \
    && useradd --system dossiers && mkdir -p media && chown dossiers media
USER dossiers
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s CMD ["python", "deploy/healthcheck.py"]
# Not 127.0.0.1 as on a machine: from outside of the container that could not be reached.
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000"]
