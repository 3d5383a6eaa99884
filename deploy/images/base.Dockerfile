# What the images of the services share: Java, what the engine needs of the system, a user of their own, the start script.
FROM eclipse-temurin:17-jre
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl libgomp1 unzip zip \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 boxstream \
    && useradd --uid 10001 --gid boxstream --no-create-home --home-dir /var/lib/boxstream --shell /usr/sbin/nologin boxstream \
    && install --directory --owner=boxstream --group=boxstream /var/lib/boxstream
COPY start health unpack /usr/local/lib/boxstream/
# The only folders a service writes to: its work folder, which is worth keeping, and /tmp.
# A service on 0.0.0.0 does not start until who runs it states BOXSTREAM_ACCESS_UNPROTECTED=true: the image does not know who
# reaches the container.
ENV HOME=/var/lib/boxstream \
    BOXSTREAM_WORK_DIRECTORY=/var/lib/boxstream \
    QUARKUS_HTTP_HOST=0.0.0.0
USER boxstream
WORKDIR /opt/boxstream
