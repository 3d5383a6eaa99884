package io.boxstream.kubernetes.look;

import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What has several instances loses one at a time; what must outlast its pod is on a volume. */
public final class DisruptionLook implements Look {
  private static final List<String> SEVERAL = List.of("ingest", "inference");

  /** Accepted work, or what takes long to read again. */
  private static final List<String> KEPT = List.of("ingest", "trainer", "evaluator");

  @Override
  public String statement() {
    return "drained nodes take one instance at a time, and work folders outlast pods";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    List<String> findings = new ArrayList<>();
    for (String service : SEVERAL) {
      boolean kept =
          rendered.ofKind("PodDisruptionBudget").stream()
              .filter(budget -> budget.at("spec.maxUnavailable").asText().equals("1"))
              .map(budget -> Manifest.texts(budget.at("spec.selector.matchLabels")))
              .anyMatch(selector -> selects(selector, service, rendered));
      if (!kept) {
        findings.add("no budget takes one instance of %s at a time".formatted(service));
      }
    }
    for (String service : KEPT) {
      boolean claims =
          rendered.services().stream()
              .filter(one -> one.component().equals(service))
              .flatMap(
                  one -> Manifest.items(one.manifest().at("spec.volumeClaimTemplates")).stream())
              .anyMatch(claim -> Manifest.at(claim, "metadata.name").asText().equals("work"));
      if (!claims) {
        findings.add("the work folder of %s is on no volume".formatted(service));
      }
    }
    return findings;
  }

  /** Whether it selects the pods of this service and no others. */
  private static boolean selects(Map<String, String> selector, String service, Rendered rendered) {
    List<String> selected =
        rendered.workloads().stream()
            .filter(one -> one.podLabels().entrySet().containsAll(selector.entrySet()))
            .map(one -> one.component())
            .toList();
    return selected.equals(List.of(service));
  }
}
