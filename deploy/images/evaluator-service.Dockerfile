# Scores checkpoints and promotes the best. Built by ./build; the context is evaluator-service/target/quarkus-app.
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
EXPOSE 8083
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=6 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8083/q/health/live"]
ENTRYPOINT ["/usr/local/lib/boxstream/start"]
