package io.boxstream.testbed;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How clients reach a broker over TLS.
 *
 * @param protocol {@code SASL_SSL} or {@code SSL}
 * @param settings further settings of the broker
 * @param users passwords of users that log in with SCRAM-SHA-512, by name
 */
public record SecureListener(
    String protocol, Map<String, String> settings, Map<String, String> users) {
  private static final String NAME = "CLIENTS";
  private static final String MECHANISM = "SCRAM-SHA-512";

  public SecureListener {
    requireNonNull(protocol, "protocol");
    settings = Map.copyOf(settings);
    users = Map.copyOf(users);
  }

  /**
   * Clients log in with name and password.
   *
   * @param keyStore PEM file with the key and the certificate of the broker
   */
  public static SecureListener withPasswords(Path keyStore, Map<String, String> users) {
    Map<String, String> settings = new HashMap<>(keyStore(keyStore));
    settings.put("sasl.enabled.mechanisms", MECHANISM);
    settings.put(
        "listener.name.clients.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    return new SecureListener("SASL_SSL", settings, users);
  }

  /**
   * Clients show a certificate.
   *
   * @param keyStore PEM file with the key and the certificate of the broker
   * @param clientAuthority PEM file of the authority that signs certificates of clients
   */
  public static SecureListener withCertificates(Path keyStore, Path clientAuthority) {
    Map<String, String> settings = new HashMap<>(keyStore(keyStore));
    settings.put("ssl.client.auth", "required");
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", clientAuthority.toString());
    return new SecureListener("SSL", settings, Map.of());
  }

  private static Map<String, String> keyStore(Path file) {
    return Map.of("ssl.keystore.type", "PEM", "ssl.keystore.location", file.toString());
  }

  /** The settings of a broker; others than clients reach it without TLS on another port. */
  Map<String, String> properties(BrokerConfiguration broker, int internalPort) {
    Map<String, String> properties = new HashMap<>(broker.properties());
    String clients = NAME + "://127.0.0.1:" + broker.port();
    String internal = "PLAINTEXT://127.0.0.1:" + internalPort;
    String controller =
        BrokerConfiguration.CONTROLLER_LISTENER + "://127.0.0.1:" + broker.controllerPort();
    properties.put("listeners", String.join(",", clients, internal, controller));
    properties.put("advertised.listeners", String.join(",", clients, internal));
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put(
        "listener.security.protocol.map",
        "%s:%s,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT".formatted(NAME, protocol));
    properties.putAll(settings);
    return properties;
  }

  /** The users as the formatting of the broker's folder takes them. */
  List<String> scramArguments() {
    return users.entrySet().stream()
        .map(
            user -> "%s=[name=%s,password=%s]".formatted(MECHANISM, user.getKey(), user.getValue()))
        .toList();
  }
}
