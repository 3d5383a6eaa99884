# Training runs. Built by ./build; the context is trainer-service/target/quarkus-app.
ARG BASE=boxstream/base
FROM ${BASE} AS parts
COPY --chown=boxstream . /tmp/app
RUN /usr/local/lib/boxstream/unpack /tmp/app /tmp/parts
ARG BUILD=unknown
LABEL io.boxstream.build=${BUILD}

FROM ${BASE}
COPY --from=parts --chown=root:root /tmp/parts/native/ native/
COPY --from=parts --chown=root:root /tmp/parts/libraries/ ./
COPY --from=parts --chown=root:root /tmp/parts/code/ ./
ARG COMMIT=unknown
ENV BOXSTREAM_SOURCE_COMMIT=${COMMIT}
EXPOSE 8082
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=6 \
    CMD ["/usr/local/lib/boxstream/health"]
ENTRYPOINT ["/usr/local/lib/boxstream/start"]
