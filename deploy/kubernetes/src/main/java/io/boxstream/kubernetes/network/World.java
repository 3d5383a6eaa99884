package io.boxstream.kubernetes.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All who might connect to each other: the pods of the namespace, those that Strimzi makes in it,
 * and who is around it.
 */
public final class World {
  /** The namespace of Boxstream. */
  public static final String NAMESPACE = "boxstream";

  /** The store, and brokers outside the cluster: any address of the internet. */
  private static final Set<String> PUBLIC = Set.of("store", "kafka");

  private static final String CLUSTER = "strimzi.io/cluster";
  private static final String NAME = "strimzi.io/name";

  private final List<Endpoint> inside = new ArrayList<>();
  private final List<Endpoint> outside = new ArrayList<>();
  private final Policies policies;

  public World(Rendered rendered) {
    rendered
        .workloads()
        .forEach(
            one ->
                inside.add(
                    Endpoint.pod(one.component(), NAMESPACE, one.podLabels())
                        .withPorts(one.namedPorts())));
    inside.add(Endpoint.pod("a-pod-without-labels", NAMESPACE, Map.of()));
    List<JsonNode> specs = new ArrayList<>();
    rendered.ofKind("NetworkPolicy").forEach(policy -> specs.add(policy.at("spec")));
    List<Manifest> clusters = rendered.ofKind("Kafka");
    for (Manifest cluster : clusters) {
      inside.add(strimziPod("kafka", cluster, "kafka"));
      inside.add(strimziPod("entity-operator", cluster, "entity-operator"));
      listenerPolicies(cluster).forEach(specs::add);
    }
    if (clusters.isEmpty()) {
      outside.add(Endpoint.address("kafka", "203.0.113.20"));
    }
    outside.addAll(
        List.of(
            Endpoint.podInNamespaceWith("ingress", "boxstream.io/ingress"),
            Endpoint.podInNamespaceWith("kafka-clients", "boxstream.io/kafka-clients"),
            Endpoint.pod(
                "prometheus", "monitoring", Map.of("app.kubernetes.io/name", "prometheus")),
            Endpoint.pod("keda", "keda", Map.of("app", "keda-operator")),
            Endpoint.pod(
                "cluster-operator", "strimzi", Map.of("strimzi.io/kind", "cluster-operator")),
            Endpoint.pod("dns", "kube-system", Map.of("k8s-app", "kube-dns")),
            Endpoint.pod(
                "a-pod-of-others", "others", Map.of("app.kubernetes.io/name", "boxstream")),
            Endpoint.pod("beside-prometheus", "monitoring", Map.of()),
            Endpoint.pod("beside-keda", "keda", Map.of()),
            Endpoint.address("store", "203.0.113.10"),
            Endpoint.address("api-server", "10.96.0.1"),
            Endpoint.address("metadata-service", "169.254.169.254")));
    policies = new Policies(NAMESPACE, specs);
  }

  /** The pods in the namespace. */
  public List<Endpoint> inside() {
    return List.copyOf(inside);
  }

  /** Every pair of which one at least is in the namespace; pods of one kind connect, too. */
  public Stream<Pair> pairs() {
    return Stream.concat(inside.stream(), outside.stream())
        .flatMap(
            from -> Stream.concat(inside.stream(), outside.stream()).map(to -> new Pair(from, to)))
        .filter(pair -> pair.from().isIn(NAMESPACE) || pair.to().isIn(NAMESPACE));
  }

  /**
   * Two ends of a connection.
   *
   * @param from who opens it
   * @param to who listens
   */
  public record Pair(Endpoint from, Endpoint to) {}

  public Policies policies() {
    return policies;
  }

  /**
   * Whether a name of the documentation means an endpoint: the store is any public address, and so
   * are brokers outside the cluster; the API server may be any address.
   */
  public boolean means(String name, Endpoint endpoint) {
    if (name.equals("pods")) {
      return endpoint.isIn(NAMESPACE);
    }
    if (endpoint.address().isEmpty()) {
      return name.equals(endpoint.name());
    }
    boolean internet = PUBLIC.contains(endpoint.name());
    return name.equals(endpoint.name())
        || internet && name.equals("api-server")
        || internet && isPublic(name);
  }

  private boolean isPublic(String name) {
    return PUBLIC.contains(name) && outside.stream().anyMatch(one -> one.name().equals(name));
  }

  private static Endpoint strimziPod(String name, Manifest cluster, String part) {
    return Endpoint.pod(
        name,
        NAMESPACE,
        Map.of(
            CLUSTER,
            cluster.name(),
            NAME,
            cluster.name() + "-" + part,
            "strimzi.io/kind",
            "Kafka"));
  }

  /** The policy that Strimzi makes for each listener: for its peers, or for everyone. */
  private static Stream<JsonNode> listenerPolicies(Manifest cluster) {
    return Manifest.items(cluster.at("spec.kafka.listeners")).stream()
        .map(
            listener -> {
              ObjectNode spec = JsonNodeFactory.instance.objectNode();
              spec.putObject("podSelector")
                  .putObject("matchLabels")
                  .put(CLUSTER, cluster.name())
                  .put(NAME, cluster.name() + "-kafka");
              ObjectNode rule = spec.putArray("ingress").addObject();
              rule.putArray("ports").addObject().set("port", listener.path("port"));
              if (listener.has("networkPolicyPeers")) {
                rule.set("from", listener.path("networkPolicyPeers"));
              }
              return spec;
            });
  }
}
