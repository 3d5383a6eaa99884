package io.boxstream.events;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Properties of Kafka's clients that operators set. Kafka finds a wrong one when a client is made,
 * which may be late, and its messages name files and classes rather than properties.
 */
final class ClientProperties {
  private static final String NO_BROKER = "127.0.0.1:1";

  /** What a client is and how it reads; a service decides that for each of its clients. */
  private static final Set<String> OF_THE_SERVICES =
      Set.of(
          CommonClientConfigs.CLIENT_ID_CONFIG,
          CommonClientConfigs.GROUP_ID_CONFIG,
          CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  private static final List<ConfigDef> CLIENTS =
      List.of(
          AdminClientConfig.configDef(), ProducerConfig.configDef(), ConsumerConfig.configDef());

  private ClientProperties() {}

  static Set<String> names() {
    return CLIENTS.stream()
        .flatMap(client -> client.names().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of the properties that a client takes from the operator. */
  static Map<String, Object> configurable(Map<String, String> properties) {
    Map<String, Object> configurable = new HashMap<>(properties);
    configurable.keySet().removeAll(OF_THE_SERVICES);
    return configurable;
  }

  static void check(Map<String, String> properties) {
    Map<String, Object> configurable = configurable(properties);
    checkValues(configurable);
    Map<String, Object> all = new HashMap<>(configurable);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, NO_BROKER);
    String protocol =
        properties.getOrDefault(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    try {
      checkConnection(protocol.toUpperCase(Locale.ROOT), new AdminClientConfig(all));
    } catch (KafkaException e) {
      throw invalid(
          CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
          "is %s, and the properties beside it allow no connection: %s"
              .formatted(protocol, reason(e)),
          e);
    }
  }

  private static void checkConnection(String protocol, AdminClientConfig client) {
    boolean usesOwnEngines = client.getClass(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG) != null;
    if (protocol.endsWith("SSL") && !usesOwnEngines) {
      checkCertificates(client);
    }
    if (protocol.startsWith("SASL")) {
      checkLogin(client);
    }
    ClientUtils.createChannelBuilder(client, Time.SYSTEM, new LogContext()).close();
  }

  /** Kafka's messages contain the value, unless it is a password. */
  private static void checkValues(Map<String, Object> properties) {
    Map<String, String> values = new HashMap<>();
    properties.forEach((name, value) -> values.put(name, (String) value));
    for (ConfigDef client : CLIENTS) {
      for (ConfigValue value : client.validate(values)) {
        if (values.containsKey(value.name()) && !value.errorMessages().isEmpty()) {
          throw invalid(value.name(), "is wrong: " + value.errorMessages().get(0), null);
        }
      }
    }
  }

  /** Trust first, then together with the client's own certificate. */
  private static void checkCertificates(AdminClientConfig client) {
    checkFile(client, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);
    checkFile(client, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
    Map<String, Object> all = new HashMap<>(client.values());
    Map<String, Object> trust = new HashMap<>(all);
    trust.keySet().removeIf(name -> name.startsWith("ssl.key"));
    checkStore(trust, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, "trusted certificates");
    checkStore(all, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, "client certificate and its key");
  }

  private static void checkFile(AdminClientConfig client, String name) {
    String file = client.getString(name);
    if (file != null && !Files.isReadable(Path.of(file))) {
      throw invalid(name, "is a file that is not there or cannot be read: " + file, null);
    }
  }

  private static void checkStore(Map<String, ?> values, String name, String what) {
    try (DefaultSslEngineFactory engines = new DefaultSslEngineFactory()) {
      engines.configure(values);
    } catch (RuntimeException e) {
      throw invalid(
          name, "(or a property beside it) gives no %s: %s".formatted(what, reason(e)), e);
    }
  }

  /** Without the reason: it may quote a part of the password. */
  private static void checkLogin(AdminClientConfig client) {
    Password login = client.getPassword(SaslConfigs.SASL_JAAS_CONFIG);
    if (login == null) {
      return;
    }
    try {
      JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, login));
    } catch (RuntimeException e) {
      throw invalid(
          SaslConfigs.SASL_JAAS_CONFIG,
          "must have the form: org.apache.kafka.common.security.scram.ScramLoginModule required username=\"NAME\" password=\"PASSWORD\";",
          null);
    }
  }

  /** What the innermost failure says. */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return Optional.ofNullable(innermost.getMessage()).orElse(innermost.getClass().getSimpleName());
  }

  private static IllegalArgumentException invalid(String name, String what, Throwable cause) {
    return new IllegalArgumentException(name + " " + what, cause);
  }
}
