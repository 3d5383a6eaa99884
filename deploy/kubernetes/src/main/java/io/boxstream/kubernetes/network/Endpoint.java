package io.boxstream.kubernetes.network;

import java.util.Map;
import java.util.Optional;

/**
 * One end of a connection: a pod, or an address outside.
 *
 * @param name for messages
 * @param namespace of the pod; empty for an address
 * @param namespaceLabels of the namespace of the pod
 * @param labels of the pod
 * @param ports the pod's ports by their names
 * @param address the address, if it is no pod
 */
public record Endpoint(
    String name,
    String namespace,
    Map<String, String> namespaceLabels,
    Map<String, String> labels,
    Map<String, Integer> ports,
    Optional<String> address) {
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  public Endpoint {
    namespaceLabels = Map.copyOf(namespaceLabels);
    labels = Map.copyOf(labels);
    ports = Map.copyOf(ports);
  }

  /** A pod in a namespace that has only the label with its name. */
  public static Endpoint pod(String name, String namespace, Map<String, String> labels) {
    return new Endpoint(
        name, namespace, Map.of(NAMESPACE_NAME, namespace), labels, Map.of(), Optional.empty());
  }

  /** A pod without labels in a namespace with one beside that with its name. */
  public static Endpoint podInNamespaceWith(String name, String label) {
    return new Endpoint(
        name,
        name,
        Map.of(NAMESPACE_NAME, name, label, "true"),
        Map.of(),
        Map.of(),
        Optional.empty());
  }

  /** An address that is no pod's. */
  public static Endpoint address(String name, String address) {
    return new Endpoint(name, "", Map.of(), Map.of(), Map.of(), Optional.of(address));
  }

  /** The same pod with names for its ports. */
  public Endpoint withPorts(Map<String, Integer> named) {
    return new Endpoint(name, namespace, namespaceLabels, labels, named, address);
  }

  public boolean isIn(String wanted) {
    return namespace.equals(wanted);
  }
}
