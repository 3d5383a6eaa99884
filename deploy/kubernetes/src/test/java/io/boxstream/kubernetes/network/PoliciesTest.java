package io.boxstream.kubernetes.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoliciesTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Endpoint A = Endpoint.pod("a", "own", Map.of("app", "a"));
  private static final Endpoint B =
      Endpoint.pod("b", "own", Map.of("app", "b")).withPorts(Map.of("https", 8443));
  private static final Endpoint OTHER = Endpoint.pod("other", "others", Map.of("app", "a"));
  private static final Endpoint ADDRESS = Endpoint.address("address", "203.0.113.9");

  @Test
  void withoutAPolicyEverythingIsOpen() throws IOException {
    assertThat(policies().allow(A, B, 1)).isTrue();
  }

  @Test
  void aPolicyWithoutRulesClosesItsDirections() throws IOException {
    Policies ingress = policies("{podSelector: {}, policyTypes: [Ingress]}");
    Policies egress = policies("{podSelector: {}, policyTypes: [Egress]}");

    assertThat(ingress.allow(A, B, 1)).isFalse();
    assertThat(ingress.allow(A, ADDRESS, 1)).isTrue();
    assertThat(egress.allow(A, ADDRESS, 1)).isFalse();
    assertThat(egress.allow(OTHER, B, 1)).isTrue();
  }

  @Test
  void bothEndsMustPermitAConnection() throws IOException {
    String deny = "{podSelector: {}, policyTypes: [Ingress, Egress]}";
    String out =
        "{podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: b}}}]}]}";
    String in =
        "{podSelector: {matchLabels: {app: b}}, ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]}]}";

    assertThat(policies(deny, out).allow(A, B, 1)).isFalse();
    assertThat(policies(deny, in).allow(A, B, 1)).isFalse();
    assertThat(policies(deny, in, out).allow(A, B, 1)).isTrue();
    assertThat(policies(deny, in, out).allow(B, A, 1)).isFalse();
  }

  @Test
  void aSelectorOfPodsAloneMeansTheOwnNamespace() throws IOException {
    Policies own = policies("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}");
    Policies all =
        policies(
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: a}}}]}]}");
    Policies named =
        policies(
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: others}}}]}]}");

    assertThat(own.allow(OTHER, B, 1)).isFalse();
    assertThat(all.allow(OTHER, B, 1)).isTrue();
    assertThat(all.allow(B, B, 1)).isFalse();
    assertThat(named.allow(OTHER, B, 1)).isTrue();
    assertThat(named.allow(A, B, 1)).isFalse();
    assertThat(own.allow(ADDRESS, B, 1)).isFalse();
  }

  @Test
  void portsHaveNumbersNamesRangesAndProtocols() throws IOException {
    Policies policies =
        policies(
            "{podSelector: {}, ingress: [{ports: [{port: https}, {port: 90, endPort: 92}, {port: 53, protocol: UDP}]}]}");

    assertThat(policies.allow(A, B, 8443)).isTrue();
    assertThat(policies.allow(B, A, 8443)).isFalse();
    assertThat(policies.allow(A, B, 89)).isFalse();
    assertThat(policies.allow(A, B, 92)).isTrue();
    assertThat(policies.allow(A, B, 93)).isFalse();
    assertThat(policies.allow(A, B, 53)).isFalse();
    assertThat(policies.allow(A, B, 53, "UDP")).isTrue();
  }

  @Test
  void blocksOfAddressesHaveExceptionsAndMeanNoPods() throws IOException {
    Policies all =
        policies(
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}");
    Policies without =
        policies(
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.8/31]}}]}]}");

    assertThat(all.allow(A, ADDRESS, 1)).isTrue();
    assertThat(all.allow(A, B, 1)).isFalse();
    assertThat(without.allow(A, ADDRESS, 1)).isFalse();
    assertThat(without.allow(A, Endpoint.address("next", "203.0.113.10"), 1)).isTrue();
    assertThat(without.allow(A, Endpoint.address("far", "203.0.114.10"), 1)).isFalse();
  }

  @Test
  void expressionsSelectByValuesAndExistence() throws IOException {
    String rule = "{podSelector: {matchExpressions: [%s]}, policyTypes: [Ingress]}";

    assertThat(closes(rule.formatted("{key: app, operator: In, values: [b]}"))).isTrue();
    assertThat(closes(rule.formatted("{key: app, operator: In, values: [a]}"))).isFalse();
    assertThat(closes(rule.formatted("{key: app, operator: NotIn, values: [b]}"))).isFalse();
    assertThat(closes(rule.formatted("{key: app, operator: Exists}"))).isTrue();
    assertThat(closes(rule.formatted("{key: app, operator: DoesNotExist}"))).isFalse();
  }

  private static boolean closes(String policy) throws IOException {
    return !policies(policy).allow(A, B, 1);
  }

  private static Policies policies(String... specs) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String spec : specs) {
      nodes.add(YAML.readTree(spec));
    }
    return new Policies("own", nodes);
  }
}
