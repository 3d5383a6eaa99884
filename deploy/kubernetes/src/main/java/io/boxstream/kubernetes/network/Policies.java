package io.boxstream.kubernetes.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.manifest.Manifest;
import java.util.List;

/**
 * The network policies of one namespace, as {@code networking.k8s.io/v1} defines them: a pod that
 * no policy selects in a direction is open in it; of several policies one rule that permits is
 * enough. Blocks of addresses mean addresses that are no pods'.
 */
public final class Policies {
  private static final String INGRESS = "Ingress";
  private static final String EGRESS = "Egress";
  private static final String TCP = "TCP";

  private final String namespace;
  private final List<JsonNode> specs;

  /**
   * @param namespace that the policies are in
   * @param specs their fields {@code spec}
   */
  public Policies(String namespace, List<JsonNode> specs) {
    this.namespace = namespace;
    this.specs = List.copyOf(specs);
  }

  /** Whether a pod or address may open a connection over TCP to another one. */
  public boolean allow(Endpoint from, Endpoint to, int port) {
    return allow(from, to, port, TCP);
  }

  /**
   * As {@link #allow(Endpoint, Endpoint, int)}.
   *
   * @param protocol {@code TCP} or {@code UDP}
   */
  public boolean allow(Endpoint from, Endpoint to, int port, String protocol) {
    return permits(from, to, EGRESS, new Target(to, port, protocol))
        && permits(to, from, INGRESS, new Target(to, port, protocol));
  }

  private record Target(Endpoint endpoint, int port, String protocol) {}

  private boolean permits(Endpoint own, Endpoint other, String direction, Target target) {
    if (!own.isIn(namespace)) {
      return true;
    }
    List<JsonNode> selecting =
        specs.stream()
            .filter(spec -> Selector.matches(spec.path("podSelector"), own.labels()))
            .filter(spec -> types(spec).contains(direction))
            .toList();
    boolean ingress = direction.equals(INGRESS);
    return selecting.isEmpty()
        || selecting.stream()
            .flatMap(spec -> Manifest.items(spec.path(ingress ? "ingress" : "egress")).stream())
            .anyMatch(
                rule ->
                    hasPeer(rule.path(ingress ? "from" : "to"), other) && hasPort(rule, target));
  }

  private static List<String> types(JsonNode spec) {
    if (spec.has("policyTypes")) {
      return Manifest.items(spec.path("policyTypes")).stream().map(JsonNode::asText).toList();
    }
    return spec.has("egress") ? List.of(INGRESS, EGRESS) : List.of(INGRESS);
  }

  private boolean hasPeer(JsonNode peers, Endpoint other) {
    List<JsonNode> all = Manifest.items(peers);
    return all.isEmpty() || all.stream().anyMatch(peer -> isPeer(peer, other));
  }

  private boolean isPeer(JsonNode peer, Endpoint other) {
    if (peer.has("ipBlock")) {
      return other.address().isPresent() && isIn(peer.path("ipBlock"), other.address().get());
    }
    if (other.address().isPresent()) {
      return false;
    }
    boolean namespaceFits =
        peer.has("namespaceSelector")
            ? Selector.matches(peer.path("namespaceSelector"), other.namespaceLabels())
            : other.isIn(namespace);
    return namespaceFits && Selector.matches(peer.path("podSelector"), other.labels());
  }

  private static boolean isIn(JsonNode block, String address) {
    return Cidr.parse(block.path("cidr").asText()).contains(address)
        && Manifest.items(block.path("except")).stream()
            .noneMatch(except -> Cidr.parse(except.asText()).contains(address));
  }

  private static boolean hasPort(JsonNode rule, Target target) {
    List<JsonNode> ports = Manifest.items(rule.path("ports"));
    return ports.isEmpty() || ports.stream().anyMatch(port -> isPort(port, target));
  }

  private static boolean isPort(JsonNode rule, Target target) {
    if (!rule.path("protocol").asText(TCP).equals(target.protocol())) {
      return false;
    }
    JsonNode port = rule.path("port");
    if (port.isMissingNode()) {
      return true;
    }
    if (port.isTextual()) {
      return target.endpoint().ports().getOrDefault(port.asText(), 0) == target.port();
    }
    int last = rule.path("endPort").asInt(port.asInt());
    return port.asInt() <= target.port() && target.port() <= last;
  }
}
