package io.boxstream.kubernetes.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The keys of the services. {@code docs/configuration.md}, which is generated from the code, has
 * them; keys of Quarkus are those that a page of the documentation names.
 */
public final class Settings {
  private static final String SHARED = "All services";
  private static final Pattern KEY =
      Pattern.compile("^\\| `([a-z][^`<]*)`(?:<br>`[A-Z_]+`)? \\|.*");
  private static final Pattern SET = Pattern.compile("^\\| `(quarkus[^`]*)` \\| `([^`]*)` \\|$");
  private static final Pattern QUARKUS =
      Pattern.compile("\\bquarkus(?:\\.[a-z0-9-]+|\\.\"[^\"]+\")+");

  private final Map<String, Set<String>> keys = new HashMap<>();
  private final Map<String, Map<String, String>> values = new HashMap<>();
  private final Set<String> quarkus = new TreeSet<>();

  /**
   * Reads the documentation of a checkout.
   *
   * @throws IOException if it is not there
   */
  public Settings(Path home) throws IOException {
    read(Files.readAllLines(home.resolve("docs/configuration.md")));
    try (Stream<Path> pages = Files.list(home.resolve("docs"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        Matcher named = QUARKUS.matcher(Files.readString(page));
        while (named.find()) {
          quarkus.add(named.group());
        }
      }
    }
  }

  private void read(List<String> document) {
    String section = "";
    for (String line : document) {
      if (line.startsWith("## ")) {
        section = line.substring(3).replace("-service", "");
        continue;
      }
      Matcher key = KEY.matcher(line);
      if (key.matches() && !section.isEmpty()) {
        keys.computeIfAbsent(section, name -> new TreeSet<>()).add(key.group(1));
      }
      Matcher set = SET.matcher(line);
      if (set.matches()) {
        values.computeIfAbsent(section, name -> new HashMap<>()).put(set.group(1), set.group(2));
      }
    }
  }

  /** Whether a key, as in a file, is one of a service. */
  public boolean isKey(String service, String key) {
    return quarkus.contains(key)
        || isKafkaProperty(key)
        || keysOf(service).anyMatch(known -> known.equals(key) || isOneOf(known, key));
  }

  /** Whether an environment variable sets a key of a service. */
  public boolean isVariable(String service, String variable) {
    Stream<String> known =
        Stream.of(keysOf(service), quarkus.stream(), kafkaProperties().map(name -> "kafka." + name))
            .flatMap(names -> names);
    return known.anyMatch(
        key ->
            key.endsWith(".NAME")
                ? variable.startsWith(variable(key.substring(0, key.length() - 4)))
                : variable(key).equals(variable));
  }

  /** What a service sets a key of Quarkus to, if it does. */
  public Optional<String> value(String service, String key) {
    return Optional.ofNullable(values.getOrDefault(service, Map.of()).get(key));
  }

  /** The services, and the console. */
  public Set<String> services() {
    return keys.keySet().stream()
        .filter(name -> !name.equals(SHARED))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<String> keysOf(String service) {
    return Stream.of(SHARED, service)
        .flatMap(section -> keys.getOrDefault(section, Set.of()).stream())
        .filter(key -> !key.contains("<"));
  }

  /** Whether a key belongs to one that stands for many, such as {@code links.NAME}. */
  private static boolean isOneOf(String known, String key) {
    return known.endsWith(".NAME")
        && key.startsWith(known.substring(0, known.length() - "NAME".length()));
  }

  private static boolean isKafkaProperty(String key) {
    return key.startsWith("kafka.")
        && kafkaProperties().anyMatch(name -> key.equals("kafka." + name));
  }

  private static Stream<String> kafkaProperties() {
    return Stream.of(
            ConsumerConfig.configNames(),
            ProducerConfig.configNames(),
            AdminClientConfig.configNames())
        .flatMap(Set::stream);
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
