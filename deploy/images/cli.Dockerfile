# The command line boxstream. Built by ./build; the context is cli/target/image.
ARG BASE=boxstream/base
FROM ${BASE}
COPY --chown=root:root lib/ lib/
ENTRYPOINT ["java", "-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true", \
    "-cp", "/opt/boxstream/lib/*", "io.boxstream.cli.Main"]
