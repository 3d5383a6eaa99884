package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.run.RunRecord.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An external network that a run starts from, as recorded in the run. Its bytes are in the store,
 * so the run does not depend on the file.
 *
 * @param file where it came from
 * @param parameters its {@code .params} file in the store
 * @param classes the classes it distinguishes, in order; none if only its base network is taken
 */
public record StartingNetwork(String file, BlobReference parameters, List<String> classes) {

  private static final String FILE = "base.file";
  private static final String HASH = "base.sha256";
  private static final String SIZE = "base.size";
  private static final String LOCATION = "base.location";
  private static final String CLASSES = "base.classes";

  public StartingNetwork {
    requireNonNull(file, "file");
    requireNonNull(parameters, "parameters");
    classes = List.copyOf(classes);
  }

  /** The same configuration with this start. */
  Configuration addTo(Configuration configuration) {
    Map<String, String> settings = new TreeMap<>(configuration.settings());
    settings.put(FILE, file);
    settings.put(HASH, parameters.sha256());
    settings.put(SIZE, Long.toString(parameters.size()));
    parameters.location().ifPresent(location -> settings.put(LOCATION, location));
    for (int i = 0; i < classes.size(); i++) {
      settings.put(CLASSES + "." + i, classes.get(i));
    }
    return new Configuration(
        configuration.recipe(),
        configuration.preset(),
        configuration.classes(),
        configuration.epochs(),
        configuration.batch(),
        configuration.learningRate(),
        settings);
  }

  /** The start that a run's record names; empty if it names none. */
  public static Optional<StartingNetwork> of(Configuration configuration) {
    Map<String, String> settings = configuration.settings();
    if (!settings.containsKey(HASH)) {
      return Optional.empty();
    }
    List<String> classes = new ArrayList<>();
    while (settings.containsKey(CLASSES + "." + classes.size())) {
      classes.add(settings.get(CLASSES + "." + classes.size()));
    }
    return Optional.of(
        new StartingNetwork(
            settings.get(FILE),
            new BlobReference(
                settings.get(HASH),
                Long.parseLong(settings.get(SIZE)),
                Optional.ofNullable(settings.get(LOCATION))),
            classes));
  }
}
