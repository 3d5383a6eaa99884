package io.boxstream.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the TLS connections of Kafka's clients with the newest certificates: each connection looks
 * whether the files of the trust store and of the key store have changed. Kafka's own factory reads
 * them once. If a changed file cannot be used, what was read last counts. Kafka creates instances
 * by reflection and configures them once.
 */
public final class RenewedSslEngineFactory implements SslEngineFactory {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedSslEngineFactory.class);
  private static final List<String> FILES =
      List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

  private Map<String, ?> configuration = Map.of();
  private DefaultSslEngineFactory current = new DefaultSslEngineFactory();
  private List<String> versions = List.of();

  @Override
  public synchronized void configure(Map<String, ?> properties) {
    configuration = properties;
    versions = versions();
    current.configure(properties);
  }

  @Override
  public SSLEngine createClientSslEngine(String host, int port, String identification) {
    return renewed().createClientSslEngine(host, port, identification);
  }

  @Override
  public SSLEngine createServerSslEngine(String host, int port) {
    return renewed().createServerSslEngine(host, port);
  }

  private synchronized DefaultSslEngineFactory renewed() {
    List<String> now = versions();
    if (!now.equals(versions)) {
      // Also after a failure: the same damaged file is not read for every connection.
      versions = now;
      DefaultSslEngineFactory next = new DefaultSslEngineFactory();
      try {
        next.configure(configuration);
        current = next;
        LOG.info("The certificates for Kafka have changed and were read again");
      } catch (KafkaException e) {
        LOG.error("The certificates for Kafka were not read again; the last ones count", e);
      }
    }
    return current;
  }

  /** The versions are taken before the files are read: what changes in between is read again. */
  private List<String> versions() {
    return FILES.stream()
        .map(configuration::get)
        .filter(Objects::nonNull)
        .map(file -> version(Path.of(file.toString())))
        .toList();
  }

  private static String version(Path file) {
    try {
      Map<String, Object> attributes = Files.readAttributes(file, "lastModifiedTime,size,fileKey");
      return attributes.toString();
    } catch (IOException e) {
      return "missing";
    }
  }

  @Override
  public boolean shouldBeRebuilt(Map<String, Object> next) {
    return current().shouldBeRebuilt(next);
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return current().reconfigurableConfigs();
  }

  @Override
  public KeyStore keystore() {
    return current().keystore();
  }

  @Override
  public KeyStore truststore() {
    return current().truststore();
  }

  private synchronized DefaultSslEngineFactory current() {
    return current;
  }

  @Override
  public void close() {
    current().close();
  }
}
