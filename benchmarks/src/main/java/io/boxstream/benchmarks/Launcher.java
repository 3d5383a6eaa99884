package io.boxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program behind {@code benchmarks/run}. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the detector, imports, serving and the console on this machine and prints a line"
          + " per figure: name, value, unit.",
      "Times are medians. Nothing else should run meanwhile.",
      "OMP_NUM_THREADS, MXNET_ENGINE_TYPE and MXNET_CPU_TEMP_COPY are respected. Unset, the engine"
          + " gets",
      "as many threads as there are processors, runs operators in the calling thread and has one"
          + " scratch",
      "space per thread, as it does in the services.",
      "gpu.* sets them itself, needs GPUs and MXNet's library for CUDA (MXNET_LIBRARY_PATH), and"
          + " has not yet been run on a GPU.",
      "Exit codes: 0; 1 if a benchmark failed; 2 for wrong arguments; 3 if gpu is named and there"
          + " is none."
    })
public final class Launcher implements Callable<Integer> {

  /** Exit code when GPUs are asked for and there is none. */
  static final int NO_GPU = 3;

  private static final String THREADS = "OMP_NUM_THREADS";
  private static final String SCHEDULER = "MXNET_ENGINE_TYPE";
  private static final String SCRATCH_COPIES = "MXNET_CPU_TEMP_COPY";
  private static final List<String> OPTIONS =
      List.of("-Xmx2g", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  @Parameters(paramLabel = "NAME", description = "benchmarks whose names start so; all if none")
  private List<String> prefixes = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "a Pascal VOC folder for the figures that need one (${DEFAULT-VALUE})",
      defaultValue = "${sys:boxstream.home}/../shared/datasets/bccd")
  private Path folder;

  @Option(
      names = "--ingest",
      paramLabel = "DIR",
      description = "the built ingest service that import starts (${DEFAULT-VALUE})",
      defaultValue = "${sys:boxstream.home}/ingest-service/target/quarkus-app")
  private Path ingest;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "keeps what hard-cases has trained, to continue (${DEFAULT-VALUE})",
      defaultValue = "${sys:boxstream.home}/benchmarks/target/work")
  private Path work;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "how long console.memory watches pages (${DEFAULT-VALUE})",
      defaultValue = "60")
  private int minutes;

  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "how many images the data sets of million.* have, and a tenth of them first"
              + " (${DEFAULT-VALUE})",
      defaultValue = "1000000")
  private int images;

  @Option(
      names = "--rehearse",
      description =
          "gpu.* with the processors in the place of two GPUs, and little work: shows that all but"
              + " the device works")
  private boolean rehearse;

  @Option(names = "--list", description = "print the names and end")
  private boolean list;

  @Spec private CommandSpec spec;

  /** Runs the benchmarks that the arguments name. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Launcher()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchmarkSettings settings =
        new BenchmarkSettings(
            folder,
            ingest,
            Path.of(System.getProperty("boxstream.home")),
            work,
            Duration.ofMinutes(minutes),
            images,
            new GpuTrial(rehearse));
    BenchmarkRegistry catalogue = new BenchmarkRegistry(settings);
    for (String prefix : prefixes) {
      List<String> named = catalogue.names(List.of(prefix));
      if (named.isEmpty()) {
        error("no benchmark starts with " + prefix + "; --list prints their names");
        return CommandLine.ExitCode.USAGE;
      }
      if (!list && named.stream().allMatch(BenchmarkRegistry::isOfGpus)) {
        Optional<String> obstacle = catalogue.obstacle(named.get(0));
        if (obstacle.isPresent()) {
          error("benchmarks/run: " + obstacle.get());
          return NO_GPU;
        }
      }
    }
    int failed = 0;
    for (String name : catalogue.names(prefixes)) {
      if (list) {
        System.out.println(name);
        continue;
      }
      Optional<String> obstacle = catalogue.obstacle(name);
      if (obstacle.isPresent()) {
        System.out.println(name + " skipped: " + obstacle.get());
      } else if (runAlone(name, catalogue.named(name).options(), settings) != 0) {
        System.out.println(name + " failed: see above");
        failed++;
      }
    }
    return failed == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void error(String message) {
    spec.commandLine().getErr().println(message);
  }

  /** The engine reads its settings when it is loaded, so every benchmark gets a process. */
  private static int runAlone(String name, List<String> options, BenchmarkSettings settings)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BenchmarkProcess.class.getName());
    command.add(name);
    command.addAll(settings.arguments());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.putIfAbsent(THREADS, Integer.toString(Runtime.getRuntime().availableProcessors()));
    environment.putIfAbsent(SCHEDULER, "NaiveEngine");
    environment.putIfAbsent(SCRATCH_COPIES, "1");
    return builder.start().waitFor();
  }
}
