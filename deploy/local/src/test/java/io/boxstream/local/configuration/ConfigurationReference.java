package io.boxstream.local.configuration;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/configuration.md}. */
final class ConfigurationReference {

  private static final String INTRODUCTION =
      """
      # Configuration reference

      Generated from the sources of the services; do not edit. After a change of a key, run

          mvn -pl deploy/local -am test -Dtest=ConfigurationReferenceTest -Dconfiguration.write=true

      Set a key in one of these ways; the first one that sets it wins:

      1. a system property: `java -D<key>=<value> -jar quarkus-run.jar`
      2. the files that the variable `QUARKUS_CONFIG_LOCATIONS` names, separated by commas
      3. the environment variable named under the key
      4. `config/application.properties` in the working directory of the service

      A value that a service cannot use stops the start, and the message names the key.

      | type | examples |
      |---|---|
      | duration | `500ms`, `30s`, `15m`, `2h`, or ISO-8601 as in `PT30S` |
      | size | `65536` (bytes), `512K`, `20M`, `4G`; the units are powers of 1024 |
      | list of text | `hat,person` |

      """;

  private static final List<Service> SERVICES =
      List.of(
          new Service("ingest-service", "IngestConfig"),
          new Service("trainer-service", "TrainerConfiguration"),
          new Service("evaluator-service", "EvaluatorConfig"),
          new Service("inference-service", "InferenceConfiguration"),
          new Service("console", "ConsoleConfig"));

  /** The mappings of keys that every service has. */
  private static final List<String> SHARED_MAPPINGS =
      List.of("AccessConfiguration", "HttpConfiguration");

  private static final List<String> SHARED_SOURCES =
      List.of(
          "rest/src/main/java/io/boxstream/rest/access",
          "rest/src/main/java/io/boxstream/rest/config",
          "detection/src/main/java/io/boxstream/detection");

  private final Path home;

  /**
   * A service.
   *
   * @param name of the service and of its module
   * @param mapping the interface of its keys
   */
  private record Service(String name, String mapping) {
    Path folder(Path home) {
      return home.resolve(name);
    }
  }

  /**
   * @param home the checkout
   */
  ConfigurationReference(Path home) {
    this.home = home;
  }

  /** The whole document. */
  String document() throws IOException {
    StringBuilder document = new StringBuilder(INTRODUCTION);
    document.append(common());
    for (Service service : SERVICES) {
      document.append(section(service));
    }
    return document.toString();
  }

  /** The shared keys, then those of every service, by the order of the services. */
  List<ConfigurationKey> keys() throws IOException {
    List<ConfigurationKey> keys = new ArrayList<>(sharedKeys());
    for (Service service : SERVICES) {
      keys.addAll(keys(service));
    }
    return keys;
  }

  /** The interfaces with {@code @ConfigMapping} in the checkout's services. */
  Set<String> mappings() throws IOException {
    Set<String> mappings = new TreeSet<>();
    for (Path source : sources()) {
      if (Files.readString(source).contains("\n@ConfigMapping")) {
        mappings.add(source.getFileName().toString().replace(".java", ""));
      }
    }
    return mappings;
  }

  private List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(home)) {
      for (Path folder : modules.map(module -> module.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  /** The mappings that the document describes. */
  static Set<String> describedMappings() {
    return Stream.concat(SHARED_MAPPINGS.stream(), SERVICES.stream().map(Service::mapping))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<ConfigurationKey> keys(Service service) throws IOException {
    List<Path> folders = new ArrayList<>();
    folders.add(service.folder(home).resolve("src/main/java"));
    folders.addAll(sharedFolders());
    return new ConfigurationMapping(new JavaSources(folders), service.mapping()).keys();
  }

  private List<ConfigurationKey> sharedKeys() throws IOException {
    List<ConfigurationKey> keys = new ArrayList<>();
    for (String mapping : SHARED_MAPPINGS) {
      keys.addAll(new ConfigurationMapping(new JavaSources(sharedFolders()), mapping).keys());
    }
    return keys;
  }

  private List<Path> sharedFolders() {
    return SHARED_SOURCES.stream().map(home::resolve).toList();
  }

  private String common() throws IOException {
    String rows =
        sharedKeys().stream().map(ConfigurationReference::row).collect(Collectors.joining());
    return """
    ## All services

    | key | type | default | description |
    |---|---|---|---|
    | `kafka.bootstrap.servers`<br>`KAFKA_BOOTSTRAP_SERVERS` | list of `host:port` | `127.0.0.1:9092` | Kafka brokers to connect to first. |
    | `kafka.security.protocol`<br>`KAFKA_SECURITY_PROTOCOL` | `PLAINTEXT`, `SSL`, `SASL_SSL`, `SASL_PLAINTEXT` | `PLAINTEXT` | How the brokers are spoken to; see [Security](security.md#kafka). |
    | `kafka.sasl.mechanism`<br>`KAFKA_SASL_MECHANISM` | text | `GSSAPI` | How the service logs in, such as `SCRAM-SHA-512`. |
    | `kafka.sasl.jaas.config`<br>`KAFKA_SASL_JAAS_CONFIG` | text, secret |  | Login module with user and password. |
    | `kafka.ssl.truststore.type`<br>`KAFKA_SSL_TRUSTSTORE_TYPE` | `PEM`, `PKCS12`, `JKS` | `JKS` | Format of the file of trusted certificates. |
    | `kafka.ssl.truststore.location`<br>`KAFKA_SSL_TRUSTSTORE_LOCATION` | path |  | Certificates of the authorities that may sign those of the brokers. Not set: those that Java trusts. |
    | `kafka.ssl.keystore.type`<br>`KAFKA_SSL_KEYSTORE_TYPE` | `PEM`, `PKCS12`, `JKS` | `JKS` | Format of the file with the certificate of the client. |
    | `kafka.ssl.keystore.location`<br>`KAFKA_SSL_KEYSTORE_LOCATION` | path |  | Certificate of the client and its private key, for brokers that want one; as PEM the key comes first. |
    | `kafka.ssl.key.password`<br>`KAFKA_SSL_KEY_PASSWORD` | text, secret |  | Password of an encrypted private key. |
    | `kafka.ssl.endpoint.identification.algorithm`<br>`KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM` | `https` | `https` | The certificate of a broker must name its host. This cannot be switched off. |
    | `kafka.<property>` | | | Every other property of [Kafka's clients](https://kafka.apache.org/documentation/#configuration), for all clients of the service. Those that the service sets itself cannot be changed. |
    | `quarkus.http.host`<br>`QUARKUS_HTTP_HOST` | address | `127.0.0.1` | Address that the service listens on; `0.0.0.0` for all. One that is not loopback needs `boxstream.access.unprotected`; see [Security](security.md). |
    | `quarkus.http.port`<br>`QUARKUS_HTTP_PORT` | port | see each service | Port of the HTTP API, the health checks and the metrics. |
    | `quarkus.http.limits.max-body-size`<br>`QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE` | size | see each service | Longest body of a request for which the service has no limit of its own. |
    | `quarkus.http.limits.max-connections`<br>`QUARKUS_HTTP_LIMITS_MAX_CONNECTIONS` | integer | `1000` | Most connections. A further one is closed. |
    | `quarkus.http.limits.max-form-attribute-size`<br>`QUARKUS_HTTP_LIMITS_MAX_FORM_ATTRIBUTE_SIZE` | size | `2K`; ingest `2M` | Longest field of a form that is no file. |
    | `quarkus.http.limits.max-header-size`<br>`QUARKUS_HTTP_LIMITS_MAX_HEADER_SIZE` | size | `20K` | Most bytes of all headers of a request. |
    | `quarkus.http.limits.max-initial-line-length`<br>`QUARKUS_HTTP_LIMITS_MAX_INITIAL_LINE_LENGTH` | integer | `4096` | Most bytes of the method, the address and the query of a request. |
    | `quarkus.http.limits.max-parameters`<br>`QUARKUS_HTTP_LIMITS_MAX_PARAMETERS` | integer | `1000` | Most parts of a form. |
    | `quarkus.http.body.uploads-directory`<br>`QUARKUS_HTTP_BODY_UPLOADS_DIRECTORY` | path | ingest, inference, console: in the work folder; else a temporary folder | Folder for bodies that are not kept in memory, until their request is answered. |
    | `quarkus.log.level`<br>`QUARKUS_LOG_LEVEL` | `DEBUG`, `INFO`, `WARN`, `ERROR` | `INFO` | Least level of messages in the log. |
    %s
    Every other key of [Quarkus](https://quarkus.io/guides/all-config) that applies at run time can be set in the same way.
    """
        .formatted(rows);
  }

  private String section(Service service) throws IOException {
    StringBuilder section = new StringBuilder();
    section
        .append("\n## ")
        .append(service.name())
        .append("\n\n| key | type | default | description |\n|---|---|---|---|\n");
    for (ConfigurationKey key : keys(service)) {
      section.append(row(key));
    }
    section.append("\nThe service sets these keys of Quarkus:\n\n| key | value |\n|---|---|\n");
    Properties properties = properties(service);
    properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith("quarkus.http.") || name.equals("quarkus.shutdown.timeout"))
        .filter(name -> !name.equals("quarkus.http.test-port"))
        .sorted(Comparator.naturalOrder())
        .forEach(
            name ->
                section.append("| `%s` | `%s` |\n".formatted(name, properties.getProperty(name))));
    return section.toString();
  }

  private Properties properties(Service service) throws IOException {
    Properties properties = new Properties();
    Path file = service.folder(home).resolve("src/main/resources/application.properties");
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static String row(ConfigurationKey key) {
    String type =
        Stream.concat(Stream.of(key.type()), key.constraints().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    String value =
        key.required()
            ? "**required**"
            : key.defaultValue().map(text -> "`" + text + "`").orElse("");
    return "| `%s`<br>`%s` | %s | %s | %s |\n"
        .formatted(
            key.name(),
            key.environmentVariable(),
            type,
            value,
            key.description().replace("|", "\\|"));
  }
}
