package io.boxstream.kubernetes.generate;

import static java.util.stream.Collectors.joining;

import io.boxstream.events.TopicDefinition;
import io.boxstream.events.Topics;
import io.boxstream.events.access.KafkaUser;
import io.boxstream.kubernetes.code.Right;
import io.boxstream.kubernetes.code.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files that Kustomize cannot derive by itself, and how they are written. */
public final class GeneratedManifests {
  private static final String HEAD =
      """
      # Generated from %s; do not edit. After a change of it, run
      #   mvn -pl deploy/kubernetes -am test -Dtest=GeneratedManifestsTest -Dmanifests.write=true
      """;

  private GeneratedManifests() {}

  /**
   * The texts by their files in a checkout.
   *
   * @param home the checkout
   * @throws IOException if the rules cannot be read
   */
  public static Map<Path, String> of(Path home) throws IOException {
    Path base = home.resolve("deploy/kubernetes/base");
    Map<Path, String> texts = new LinkedHashMap<>();
    texts.put(base.resolve("topics.yaml"), topics());
    texts.put(base.resolve("users.yaml"), users());
    texts.put(home.resolve("deploy/monitoring/prometheus-rule.yaml"), rules(home));
    return texts;
  }

  private static String topics() {
    return HEAD.formatted("io.boxstream.events.Topics")
        + "# The replication factor is the brokers' default.\n"
        + Topics.all().stream().map(GeneratedManifests::topic).collect(joining("---\n"));
  }

  private static String topic(TopicDefinition topic) {
    return resource("KafkaTopic", topic.name())
        + "  partitions: %d\n  config:\n".formatted(topic.partitions())
        + new TreeMap<>(topic.settings())
            .entrySet().stream()
                .map(setting -> "    %s: %s%n".formatted(setting.getKey(), setting.getValue()))
                .collect(joining());
  }

  private static String users() {
    return HEAD.formatted("io.boxstream.events.access.KafkaUser")
        + KafkaUser.all().stream().map(GeneratedManifests::user).collect(joining("---\n"));
  }

  private static String user(KafkaUser user) {
    return resource("KafkaUser", user.name())
        + "  authentication:\n    type: scram-sha-512\n  authorization:\n    type: simple\n    acls:\n"
        + new TreeSet<>(Right.of(user)).stream().map(GeneratedManifests::acl).collect(joining());
  }

  private static String acl(Right right) {
    return "      - {resource: {type: %s, name: \"%s\", patternType: %s}, operations: [%s]}\n"
        .formatted(right.type(), right.name(), right.patternType(), right.operation());
  }

  private static String resource(String kind, String name) {
    return """
    apiVersion: kafka.strimzi.io/v1
    kind: %s
    metadata:
      name: %s
      labels:
        strimzi.io/cluster: boxstream
    spec:
    """
        .formatted(kind, name);
  }

  /** The groups of all files, one level deeper; comments stay. */
  private static String rules(Path home) throws IOException {
    StringBuilder text =
        new StringBuilder(HEAD.formatted("the files in rules/"))
            .append("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\n")
            .append("metadata:\n  name: boxstream\nspec:\n  groups:\n");
    for (Path file : Rules.files(home)) {
      Files.readAllLines(file).stream()
          .dropWhile(line -> !line.equals("groups:"))
          .skip(1)
          .forEach(line -> text.append(line.isEmpty() ? "" : "  " + line).append('\n'));
    }
    return text.toString();
  }
}
