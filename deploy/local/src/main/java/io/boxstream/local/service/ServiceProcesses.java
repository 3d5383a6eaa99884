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

/**
 * The four services and the console as child processes, with the addresses of the other processes.
 */
final class ServiceProcesses {
  private static final int CONSOLE_MEGABYTES = 256;

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
        service("inference-service", ports.inference(), 768, List.of(), engine()),
        console());
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

  /** Knows the services and no store. */
  private ChildCommand console() {
    Ports ports = settings.ports();
    List<String> options = new ArrayList<>(commonOptions("console", ports.console()));
    String services = "-Dboxstream.console.services.";
    options.add(services + "ingest=" + web.address(ports.ingest()));
    options.add(services + "trainer=" + web.address(ports.trainer()));
    options.add(services + "evaluator=" + web.address(ports.evaluator()));
    options.add(services + "inference=" + web.address(ports.inference()));
    web.authority().ifPresent(file -> options.add(services + "certificate-authority=" + file));
    if (settings.dashboards()) {
      options.add(
          "-Dboxstream.console.dashboards.prometheus=http://127.0.0.1:%d/user/panels.html"
              .formatted(ports.prometheus()));
      options.add("-Dboxstream.console.prometheus.address=http://127.0.0.1:" + ports.prometheus());
    }
    return command("console", CONSOLE_MEGABYTES, options, Map.of());
  }

  private ChildCommand service(
      String name,
      int port,
      int heapMegabytes,
      List<String> ownOptions,
      Map<String, String> engine) {
    Secrets secrets = state.secrets();
    List<String> options = new ArrayList<>(commonOptions(name, port));
    options.add("-Dboxstream.store.endpoint=http://127.0.0.1:" + settings.ports().store());
    options.add("-Dboxstream.store.bucket=" + Platform.BUCKET);
    options.addAll(ownOptions);
    Map<String, String> environment = new HashMap<>(engine);
    environment.put("BOXSTREAM_STORE_ACCESS_KEY", secrets.accessKey());
    environment.put("BOXSTREAM_STORE_SECRET_KEY", secrets.secretKey());
    return command(name, heapMegabytes, options, environment);
  }

  private List<String> commonOptions(String name, int port) {
    List<String> options = new ArrayList<>();
    options.add("-Dquarkus.http.host=127.0.0.1");
    options.addAll(web.serviceOptions(port));
    options.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    options.add("-Dkafka.bootstrap.servers=127.0.0.1:" + settings.ports().broker());
    options.add("-Dboxstream.model=" + Platform.MODEL);
    options.add("-Dboxstream.work-directory=" + state.part("work").resolve(name));
    return options;
  }

  private ChildCommand command(
      String name, int heapMegabytes, List<String> options, Map<String, String> environment) {
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
