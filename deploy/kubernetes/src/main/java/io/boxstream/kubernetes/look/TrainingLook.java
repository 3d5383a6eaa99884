package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.code.Images;
import io.boxstream.kubernetes.code.Settings;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The participants of a training on several machines are as many as the trainer waits for, have its
 * image and token, find it, and are probed by the image's own check. They get no other secret.
 */
public final class TrainingLook implements Look {
  private static final String PREFIX = "BOXSTREAM_TRAINER_DISTRIBUTED_";
  private static final String CHECK = "/usr/local/lib/boxstream/health";
  private static final int LEAST_SECONDS_TO_STOP = 10;

  private final Settings settings;
  private final Images images;

  public TrainingLook(Settings settings, Images images) {
    this.settings = settings;
    this.images = images;
  }

  @Override
  public String statement() {
    return "participants of a training on several machines are those that the trainer waits for";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    List<String> findings = new ArrayList<>();
    JsonNode trainer = container(rendered, "trainer");
    Map<String, String> coordinator = Workload.environment(trainer, rendered);
    boolean coordinates = "coordinator".equals(coordinator.get(PREFIX + "ROLE"));
    if (!coordinates) {
      rendered
          .participants()
          .forEach(participant -> findings.add(participant + ": the trainer is no coordinator"));
      return findings;
    }
    compare(coordinator.getOrDefault(PREFIX + "WORKERS", "2"), "worker", rendered, findings);
    compare(coordinator.getOrDefault(PREFIX + "SERVERS", "1"), "server", rendered, findings);
    if (coordinator.getOrDefault(PREFIX + "HOST", "127.0.0.1").equals("127.0.0.1")) {
      findings.add("the coordinator listens for nobody outside its pod");
    }
    for (Workload participant : rendered.participants()) {
      JsonNode own = participant.containers().get(0);
      if (!own.path("image").equals(trainer.path("image"))) {
        findings.add(participant + ": another image than the trainer's");
      }
      if (!tokens(own).equals(tokens(trainer)) || tokens(own).size() != 1) {
        findings.add(participant + ": not the token of the trainer, and it alone");
      }
      findings.addAll(settingFindings(participant, own, coordinator, rendered));
      findings.addAll(lifeFindings(participant, own));
    }
    return findings;
  }

  private static JsonNode container(Rendered rendered, String service) {
    return rendered.services().stream()
        .filter(one -> one.component().equals(service))
        .flatMap(one -> one.containers().stream())
        .findFirst()
        .orElseThrow();
  }

  private static void compare(
      String wanted, String role, Rendered rendered, List<String> findings) {
    int replicas =
        rendered.participants().stream()
            .filter(one -> one.component().equals("training-" + role))
            .mapToInt(one -> one.manifest().at("spec.replicas").asInt(1))
            .sum();
    if (!wanted.equals(String.valueOf(replicas))) {
      findings.add(
          "%d instances of %s, and the trainer waits for %s".formatted(replicas, role, wanted));
    }
  }

  /** The secrets that variables name. */
  private static Set<String> tokens(JsonNode container) {
    Set<String> secrets = new TreeSet<>();
    for (JsonNode variable : Manifest.items(container.path("env"))) {
      JsonNode secret = Manifest.at(variable, "valueFrom.secretKeyRef");
      if (secret.isObject() && !variable.path("name").asText().startsWith("KAFKA")) {
        secrets.add(
            "%s=%s/%s"
                .formatted(
                    variable.path("name").asText(),
                    secret.path("name").asText(),
                    secret.path("key").asText()));
      }
    }
    return secrets;
  }

  private List<String> settingFindings(
      Workload participant, JsonNode own, Map<String, String> coordinator, Rendered rendered) {
    List<String> findings = new ArrayList<>();
    Map<String, String> variables = Workload.environment(own, rendered);
    variables.keySet().stream()
        .filter(name -> !images.reads(name) && !settings.isVariable(participant.service(), name))
        .forEach(name -> findings.add("%s: no key for %s".formatted(participant, name)));
    String role = participant.component().replace("training-", "");
    if (!role.equals(variables.get(PREFIX + "ROLE"))) {
      findings.add("%s: its role is not %s".formatted(participant, role));
    }
    String port = coordinator.getOrDefault(PREFIX + "PORT", "8095");
    String address = variables.getOrDefault(PREFIX + "COORDINATOR", "");
    boolean found =
        rendered.ofKind("Service").stream()
            .filter(service -> address.equals(service.name() + ":" + port))
            .filter(service -> service.at("spec.publishNotReadyAddresses").asBoolean())
            .flatMap(service -> Manifest.items(service.at("spec.ports")).stream())
            .anyMatch(one -> one.path("port").asText().equals(port));
    if (!found) {
      findings.add("%s: no Service with the port %s is %s".formatted(participant, port, address));
    }
    return findings;
  }

  private static List<String> lifeFindings(Workload participant, JsonNode own) {
    List<String> findings = new ArrayList<>();
    Map<String, List<String>> probes =
        Map.of(
            "startupProbe", List.of(CHECK),
            "livenessProbe", List.of(CHECK),
            "readinessProbe", List.of(CHECK, "ready"));
    probes.forEach(
        (probe, command) -> {
          List<String> asked =
              Manifest.items(Manifest.at(own.path(probe), "exec.command")).stream()
                  .map(JsonNode::asText)
                  .toList();
          if (!asked.equals(command)) {
            findings.add("%s: %s runs %s".formatted(participant, probe, asked));
          }
        });
    if (participant.podSpec().path("terminationGracePeriodSeconds").asInt()
        < LEAST_SECONDS_TO_STOP) {
      findings.add(participant + ": has too little time to stop");
    }
    if (participant.podSpec().path("automountServiceAccountToken").asBoolean(true)) {
      findings.add(participant + ": may ask the API server");
    }
    return findings;
  }
}
