package io.boxstream.local.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one run was asked to do.
 *
 * @param data the user's Pascal VOC folder; empty to draw a sample
 * @param state what the run keeps
 * @param output where results go
 * @param once whether to end when the held-out images are drawn
 * @param fresh whether to delete what an earlier run kept
 * @param dashboards whether to start Prometheus and Grafana too
 * @param classes the classes to accept; empty to take those found
 */
public record LocalSettings(
    Optional<Path> data,
    Path state,
    Path output,
    boolean once,
    boolean fresh,
    boolean dashboards,
    List<String> classes,
    TrainingChoice training,
    Ports ports) {

  public LocalSettings {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(output, "output");
    classes = List.copyOf(classes);
    if (classes.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("--classes has an empty name: " + classes);
    }
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(ports, "ports");
  }
}
