package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What trainer-service and evaluator-service take with a data set of many small images: their first
 * reading of the log, later starts, a run's beginning, an evaluation, memory, disk and stops; first
 * with a tenth of the images, then with all. {@code growth} is how many times a figure grew: 10 is
 * in proportion to the images, 1 is independent of them. Services have the heap that they get on a
 * cluster.
 *
 * @param trainer the trainer service's folder {@code quarkus-app}
 * @param evaluator the evaluator service's folder {@code quarkus-app}
 * @param images number of images
 */
record ManyImages(Path trainer, Path evaluator, int images) implements Benchmark {

  private static final int TENTH = 10;

  /** Of these numbers 15 % are for validation. */
  private static final int VALIDATED = 3000;

  /** 40 % of the memory that the pods have. */
  private static final String TRAINER_HEAP = "1228m";

  private static final String EVALUATOR_HEAP = "614m";

  ManyImages {
    requireNonNull(trainer, "trainer");
    requireNonNull(evaluator, "evaluator");
  }

  /** Which program is not there; nothing if all are. */
  Optional<String> obstacle() {
    return Stream.of(trainer, evaluator)
        .map(folder -> folder.resolve("quarkus-run.jar"))
        .filter(jar -> !Files.isReadable(jar))
        .findFirst()
        .map(jar -> "there is no " + jar + "; benchmarks/run million builds it");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    Map<String, Double> tenth = measure(images / TENTH, "tenth.", figures);
    Map<String, Double> all = measure(images, "", figures);
    for (var figure : all.entrySet()) {
      figures.add(
          "growth." + figure.getKey(), figure.getValue() / tenth.get(figure.getKey()), "times");
    }
  }

  private Map<String, Double> measure(int count, String prefix, Measurements figures)
      throws Exception {
    Map<String, Double> measured = new LinkedHashMap<>();
    ReaderTrial.Figures collected =
        (name, value, unit) -> {
          measured.put(name, value);
          figures.add(prefix + name, value, unit);
        };
    try (ImportCluster cluster = ImportCluster.withoutServices()) {
      long start = System.nanoTime();
      new AnnotatedLog(VALIDATED).publish(cluster.bootstrapServers(), 0, count);
      collected.add("published", (System.nanoTime() - start) / 1e9, "s");
      ReaderTrial training =
          new ReaderTrial(
              cluster,
              new ReaderTrial.Program(
                  "trainer",
                  trainer,
                  TRAINER_HEAP,
                  List.of("-Dboxstream.trainer.start.automatic=false")),
              count,
              collected);
      training.firstReading();
      training.run();
      training.laterStarts();
      ReaderTrial evaluation =
          new ReaderTrial(
              cluster,
              new ReaderTrial.Program(
                  "evaluator",
                  evaluator,
                  EVALUATOR_HEAP,
                  List.of("-Dboxstream.evaluator.label-check=false")),
              count,
              collected);
      evaluation.firstReading();
      evaluation.evaluation();
      evaluation.laterStarts();
    }
    return measured;
  }
}
