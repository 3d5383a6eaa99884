package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every secret that is mentioned is made: by {@code init}, by Strimzi, or by who has the domain.
 */
public final class SecretsLook implements Look {
  private static final String ANY = "*";

  private final Rendered secrets;

  /**
   * @param secrets those that {@code init} makes
   */
  public SecretsLook(Rendered secrets) {
    this.secrets = secrets;
  }

  @Override
  public String statement() {
    return "every secret is made by init, Strimzi or the owner of the domain";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    Map<String, Set<String>> made = made(rendered);
    List<String> findings = new ArrayList<>();
    for (Manifest manifest : rendered.manifests()) {
      Set<String> mentioned = new TreeSet<>();
      collect(manifest.root(), mentioned);
      if (manifest.kind().equals("TriggerAuthentication")) {
        Manifest.items(manifest.at("spec.secretTargetRef"))
            .forEach(one -> add(one.path("name"), one.path("key"), mentioned));
      }
      if (manifest.kind().equals("ServiceMonitor")) {
        for (JsonNode endpoint : Manifest.items(manifest.at("spec.endpoints"))) {
          JsonNode credentials = Manifest.at(endpoint, "authorization.credentials");
          add(credentials.path("name"), credentials.path("key"), mentioned);
        }
      }
      mentioned.stream()
          .filter(one -> !isMade(one, made))
          .forEach(one -> findings.add("%s: nobody makes the secret %s".formatted(manifest, one)));
    }
    return findings;
  }

  private static boolean isMade(String mentioned, Map<String, Set<String>> made) {
    String[] parts = mentioned.split("/", -1);
    Set<String> keys = made.getOrDefault(parts[0], Set.of());
    return parts[1].equals(ANY) ? made.containsKey(parts[0]) : keys.contains(parts[1]);
  }

  private Map<String, Set<String>> made(Rendered rendered) {
    Map<String, Set<String>> made = new HashMap<>();
    secrets
        .ofKind("Secret")
        .forEach(secret -> made.put(secret.name(), Manifest.texts(secret.at("data")).keySet()));
    rendered
        .ofKind("KafkaUser")
        .forEach(user -> made.put(user.name(), Set.of("password", "sasl.jaas.config")));
    rendered
        .ofKind("Kafka")
        .forEach(kafka -> made.put(kafka.name() + "-cluster-ca-cert", Set.of("ca.crt")));
    // The certificate for the name that people know comes from elsewhere.
    made.put("ingress-tls", new HashSet<>());
    return made;
  }

  /** Secrets that volumes, variables, certificates and hosts name, with the key if there is one. */
  private static void collect(JsonNode node, Set<String> mentioned) {
    add(node.path("secretName"), node, "items", mentioned);
    JsonNode reference = node.path("secretKeyRef");
    add(reference.path("name"), reference.path("key"), mentioned);
    JsonNode secret = node.path("secret");
    if (secret.has("key")) {
      add(secret.path("name"), secret.path("key"), mentioned);
    } else {
      add(secret.path("name"), secret, "items", mentioned);
    }
    node.forEach(child -> collect(child, mentioned));
  }

  private static void add(JsonNode name, JsonNode owner, String items, Set<String> mentioned) {
    List<JsonNode> keys = Manifest.items(owner.path(items));
    keys.forEach(item -> add(name, item.path("key"), mentioned));
    if (keys.isEmpty() && name.isTextual()) {
      mentioned.add(name.asText() + "/" + ANY);
    }
  }

  private static void add(JsonNode name, JsonNode key, Set<String> mentioned) {
    if (name.isTextual()) {
      mentioned.add(name.asText() + "/" + key.asText());
    }
  }
}
