package io.boxstream.local.service;

import io.boxstream.local.process.ChildCommand;
import io.boxstream.local.process.JavaCommands;
import io.boxstream.local.settings.Installation;
import io.boxstream.local.settings.LocalSettings;
import io.boxstream.local.settings.Ports;
import io.boxstream.local.settings.Secrets;
import io.boxstream.local.settings.StateFolder;
import io.boxstream.local.settings.TrainingChoice;
import io.boxstream.local.settings.WebProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The four services as child processes, with the addresses of the other processes. */
final class ServiceProcesses {

  private final LocalSettings settings;
  private final StateFolder state;
  private final Installation installation;
  private final JavaCommands java;
  private final WebProtocol web;

  ServiceProcesses(
      LocalSettings settings,
      StateFolder state,
      Installation installation,
      JavaCommands java,
      WebProtocol web) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.state = Objects.requireNonNull(state, "state");
    this.installation = Objects.requireNonNull(installation, "installation");
    this.java = Objects.requireNonNull(java, "java");
    this.web = Objects.requireNonNull(web, "web");
  }

  List<ChildCommand> commands() {
    Ports ports = settings.ports();
    return List.of(
        service("ingest-service", ports.ingest(), 512, ingestOptions(), Map.of()),
        service("trainer-service", ports.trainer(), 1024, trainerOptions(), engine()),
        service("evaluator-service", ports.evaluator(), 768, List.of(), engine()),
        service("inference-service", ports.inference(), 768, List.of(), engine()));
  }

  private List<String> ingestOptions() {
    return settings.classes().isEmpty()
        ? List.of()
        : List.of("-Dboxstream.ingest.classes=" + String.join(",", settings.classes()));
  }

  /** Runs that start by themselves are trained as the user chose, too. */
  private List<String> trainerOptions() {
    TrainingChoice training = settings.training();
    List<String> options = new ArrayList<>();
    options.add("-Dboxstream.trainer.start.automatic=" + !settings.once());
    options.add("-Dboxstream.trainer.recipe=" + training.recipe().code());
    training.preset().ifPresent(value -> options.add("-Dboxstream.trainer.preset=" + value));
    training.base().ifPresent(base -> options.addAll(baseOptions(base)));
    training.epochs().ifPresent(value -> options.add("-Dboxstream.trainer.epochs=" + value));
    training.minutes().ifPresent(value -> options.add("-Dboxstream.trainer.minutes=" + value));
    training.batch().ifPresent(value -> options.add("-Dboxstream.trainer.batch=" + value));
    training
        .learningRate()
        .ifPresent(value -> options.add("-Dboxstream.trainer.learning-rate=" + value));
    return options;
  }

  private static List<String> baseOptions(TrainingChoice.Base base) {
    String file = "-Dboxstream.trainer.base.file=" + base.file();
    String classes = "-Dboxstream.trainer.base.classes=" + String.join(",", base.classes());
    return base.classes().isEmpty() ? List.of(file) : List.of(file, classes);
  }

  private ChildCommand service(
      String name,
      int port,
      int heapMegabytes,
      List<String> ownOptions,
      Map<String, String> engine) {
    Ports ports = settings.ports();
    Secrets secrets = state.secrets();
    List<String> options = new ArrayList<>();
    options.add("-Dquarkus.http.host=127.0.0.1");
    options.addAll(web.serviceOptions(port));
    options.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    options.add("-Dkafka.bootstrap.servers=127.0.0.1:" + ports.broker());
    options.add("-Dboxstream.store.endpoint=http://127.0.0.1:" + ports.store());
    options.add("-Dboxstream.store.bucket=" + Platform.BUCKET);
    options.add("-Dboxstream.model=" + Platform.MODEL);
    options.add("-Dboxstream.work-directory=" + state.part("work").resolve(name));
    options.addAll(ownOptions);
    Map<String, String> environment = new HashMap<>(engine);
    environment.put("BOXSTREAM_STORE_ACCESS_KEY", secrets.accessKey());
    environment.put("BOXSTREAM_STORE_SECRET_KEY", secrets.secretKey());
    return new ChildCommand(
        name,
        java.run(
            heapMegabytes,
            options,
            ServiceClassPath.of(installation.serviceJar(name)),
            ServiceClassPath.MAIN_CLASS,
            List.of()),
        environment,
        state.logs().resolve(name + ".log"));
  }

  /** Whether the user brings a library of MXNet, which is for a GPU. */
  private static boolean hasOwnEngine() {
    return System.getenv("MXNET_LIBRARY_PATH") != null;
  }

  /**
   * Operators run in the thread that asks for them: detectors then work on an image per processor,
   * and the trainer on a part of the batch, without waiting for each other. A thread runs one
   * operator at a time, so it needs one scratch space and not MXNet's four.
   */
  private static Map<String, String> engine() {
    return hasOwnEngine()
        ? Map.of()
        : Map.of(
            "OMP_NUM_THREADS", String.valueOf(processors()),
            "MXNET_ENGINE_TYPE", "NaiveEngine",
            "MXNET_CPU_TEMP_COPY", "1");
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
