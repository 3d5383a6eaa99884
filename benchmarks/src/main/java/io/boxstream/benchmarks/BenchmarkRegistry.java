package io.boxstream.benchmarks;

import io.boxstream.benchmarks.MeanAveragePrecision.Metric;
import io.boxstream.detection.transform.Augmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All benchmarks by name. */
final class BenchmarkRegistry {

  /** One of each network and input: two more presets differ in the sizes of their anchors alone. */
  private static final List<String> PRESETS =
      List.of(
          "boxstream_300_compact",
          "boxstream_300_lite0",
          "boxstream_300_mobilenet0.25",
          "ssd_300_mobilenet0.25",
          "ssd_512_mobilenet1.0",
          "ssd_512_mobilenet1.0_relu6",
          "ssd_300_resnet34_v1b",
          "ssd_512_resnet50_v1",
          "ssd_512_resnet50_v1b",
          "ssd_300_vgg16_atrous",
          "ssd_512_vgg16_atrous");

  private static final String SMALL = "ssd_300_mobilenet0.25";

  /** Presets of 2 268, 8 732 and 24 564 anchors. */
  private static final List<String> CALCULATED =
      List.of(SMALL, "ssd_300_vgg16_atrous", "ssd_512_vgg16_atrous");

  /** The preset of the quick recipe, and one that it trains from random values. */
  private static final List<String> QUICK = List.of("boxstream_300_lite0", "boxstream_300_compact");

  private static final int SEEDS = 3;
  private static final int SMALL_BATCH = 16;
  private static final int SHARED_BATCH = 8;
  private static final int FEW_OBJECTS = 3;
  private static final int MANY_OBJECTS = 40;
  private static final int SCORED_IMAGES = 5000;
  private static final int SCORED_DETECTIONS = 100;

  private static final String IMPORT = "import";
  private static final String EXPORT = "export";
  private static final String CATALOG = "catalog";
  private static final int CATALOG_IMAGES = 1_000_000;
  private static final Duration LATENCY = Duration.ofMillis(10);
  private static final String MILLION = "million.";
  private static final String CONSOLE = "console.";
  private static final String SERVED = "served.";
  private static final String CAPACITY = "capacity.";
  private static final String TRIAL = CAPACITY + "trial";
  private static final String GPU = "gpu.";
  private static final String EXTRA_MODELS = "memory.extra-models";

  private final Path folder;
  private final Path ingest;
  private final Path inference;
  private final ConsolePrograms console;
  private final GpuTrial gpus;
  private final Map<String, Benchmark> benchmarks = new LinkedHashMap<>();
  private final Set<String> needImages =
      new HashSet<>(Set.of("images.reference", "images.quick", "epoch"));

  /**
   * @param settings where things are on this machine
   */
  BenchmarkRegistry(BenchmarkSettings settings) {
    this.folder = settings.folder();
    this.ingest = settings.ingest();
    this.inference = settings.packaged("inference-service");
    this.console = ConsolePrograms.of(settings);
    this.gpus = settings.gpus();
    for (String preset : PRESETS) {
      benchmarks.put("step." + preset, new TrainingSteps(preset, trainingBatch(preset)));
    }
    benchmarks.put("distributed", new DistributedSteps("ssd_300_vgg16_atrous", SHARED_BATCH));
    for (String preset : PRESETS) {
      benchmarks.put("inference." + preset, new Inference(preset, 1));
    }
    for (String preset : PRESETS) {
      benchmarks.put("throughput." + preset, new Inference(preset, inferenceBatch(preset)));
    }
    benchmarks.put("images.reference", new Images(folder, Augmentation.REFERENCE));
    benchmarks.put("images.quick", new Images(folder, Augmentation.QUICK));
    benchmarks.put("epoch", new Epoch(folder, SMALL, SMALL_BATCH));
    for (String preset : QUICK) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        String name = "recipe." + preset + "." + seed;
        benchmarks.put(name, new QuickRecipe(folder, preset, seed));
        needImages.add(name);
      }
    }
    for (int seed = 1; seed <= SEEDS; seed++) {
      String name = "hard-cases." + seed;
      benchmarks.put(name, new HardCases(folder, settings.work().resolve("hard-cases"), seed));
      needImages.add(name);
    }
    String suspects = "suspects." + QUICK.get(0);
    benchmarks.put(suspects, new SuspectPrecision(folder, QUICK.get(0), 1));
    needImages.add(suspects);
    for (String preset : CALCULATED) {
      benchmarks.put("targets." + preset + ".few", new TargetAssignment(preset, FEW_OBJECTS));
      benchmarks.put("targets." + preset + ".many", new TargetAssignment(preset, MANY_OBJECTS));
    }
    for (String preset : CALCULATED) {
      benchmarks.put("decoding." + preset, new Decoding(preset));
    }
    addMemory("boxstream_300_compact", SMALL_BATCH, List.of(10, 50, 100), List.of(10, 15, 20));
    addMemory("ssd_300_vgg16_atrous", 8, List.of(10, 20, 30), List.of(10, 25, 40));
    benchmarks.put(
        EXTRA_MODELS,
        new ExtraModelsMemory(
            "boxstream_300_compact", inference, new MemoryRounds(List.of(20, 100, 200))));
    benchmarks.put("drift", new DriftCost(folder));
    needImages.add("drift");
    for (Metric metric : Metric.values()) {
      benchmarks.put(
          "map." + metric.name().toLowerCase(Locale.ROOT),
          new MeanAveragePrecision(metric, SCORED_IMAGES, SCORED_DETECTIONS));
    }
    benchmarks.put(IMPORT + ".one-broker", new ImportRate(ingest, 1, Duration.ZERO));
    benchmarks.put(IMPORT + ".two-brokers", new ImportRate(ingest, 2, Duration.ZERO));
    benchmarks.put(IMPORT + ".latency", new ImportRate(ingest, 1, LATENCY));
    benchmarks.put(EXPORT, new ExportRate(ingest));
    benchmarks.put(CATALOG + ".hundred-thousand", new CatalogPages(ingest, CATALOG_IMAGES / 10));
    benchmarks.put(CATALOG + ".million", new CatalogPages(ingest, CATALOG_IMAGES));
    benchmarks.put(MILLION + "ingest", new IngestGrowth(ingest, settings.images()));
    benchmarks.put(MILLION + "console", new ConsoleGrowth(console, settings.images()));
    benchmarks.put(
        MILLION + "readers",
        new ManyImages(
            settings.packaged("trainer-service"),
            settings.packaged("evaluator-service"),
            settings.images()));
    benchmarks.put(MILLION + "view", new ManyInView(settings.images()));
    benchmarks.put(MILLION + "retention", new ManyObjects(settings.images()));
    benchmarks.put(CONSOLE + "first-view", new ConsoleFirstView(console));
    benchmarks.put(CONSOLE + "grid", new ConsoleGrid(console));
    benchmarks.put(
        CONSOLE + "memory",
        new ConsoleMemory(
            console, settings.watched(), settings.work().resolve("console-memory.txt")));
    benchmarks.put(CONSOLE + "browsers", new ConsoleBrowsers(console));
    addServed("requests", new ServedRequests(console, folder));
    addServed("latency", new ServedLatency(console, folder));
    addServed("swaps", new ServedSwaps(console, folder));
    addServed("overload", new ServedOverload(console, folder));
    addServed("scale", new ServedScale(console, folder));
    addServed("start", new ServedStart(console, folder));
    addCapacity();
    benchmarks.put(GPU + "inference", new GpuInference(gpus));
    benchmarks.put(GPU + "training", new GpuTraining(gpus));
    benchmarks.put(GPU + "parity", new GpuParity(gpus));
    benchmarks.put(GPU + "memory", new GpuMemory(gpus));
  }

  private void addCapacity() {
    benchmarks.put(CAPACITY + "plan", new CapacityPlans());
    benchmarks.put(CAPACITY + "snapshot", new SnapshotMemory());
    benchmarks.put(TRIAL, new CapacityTrial(console, folder));
    needImages.add(TRIAL);
  }

  private void addMemory(
      String preset, int trainingBatch, List<Integer> after, List<Integer> afterRuns) {
    MemoryRounds rounds = new MemoryRounds(after);
    MemoryRounds runs = new MemoryRounds(afterRuns);
    benchmarks.put("memory.swaps." + preset, new SwapMemory(preset, rounds));
    benchmarks.put("memory.evaluations." + preset, new EvaluationMemory(preset, rounds));
    benchmarks.put("memory.training." + preset, new TrainingMemory(preset, trainingBatch, runs));
  }

  private void addServed(String name, Benchmark benchmark) {
    benchmarks.put(SERVED + name, benchmark);
    needImages.add(SERVED + name);
  }

  /** The names of the benchmarks that start so; all of them if nothing is asked for. */
  List<String> names(List<String> prefixes) {
    return benchmarks.keySet().stream()
        .filter(name -> prefixes.isEmpty() || prefixes.stream().anyMatch(name::startsWith))
        .toList();
  }

  /** The benchmark of that name. */
  Benchmark named(String name) {
    Benchmark benchmark = benchmarks.get(name);
    if (benchmark == null) {
      throw new IllegalArgumentException(
          "no benchmark " + name + "; there are " + names(List.of()));
    }
    return benchmark;
  }

  /** Whether a benchmark is of GPUs. */
  static boolean isOfGpus(String name) {
    return name.startsWith(GPU);
  }

  /** Why a benchmark cannot be run here; nothing if it can. */
  Optional<String> obstacle(String name) throws IOException, InterruptedException {
    if (isOfGpus(name)) {
      return gpus.obstacle();
    }
    if (name.equals(MILLION + "readers")) {
      return ((ManyImages) named(name)).obstacle();
    }
    if (name.startsWith(IMPORT)
        || name.equals(EXPORT)
        || name.startsWith(CATALOG)
        || name.equals(MILLION + "ingest")) {
      return ImportRate.obstacle(ingest);
    }
    if (name.equals(EXTRA_MODELS)) {
      return ExtraModelsMemory.obstacle(inference);
    }
    if (name.startsWith(CONSOLE) || name.equals(MILLION + "console")) {
      return console.obstacle();
    }
    if ((name.startsWith(SERVED) || name.equals(TRIAL)) && console.missing().isPresent()) {
      return console.missing();
    }
    return needImages.contains(name) ? TrainingImages.obstacle(folder) : Optional.empty();
  }

  private static int trainingBatch(String preset) {
    return switch (preset) {
      case "ssd_512_mobilenet1.0", "ssd_512_mobilenet1.0_relu6", "ssd_300_resnet34_v1b" -> 4;
      case "ssd_300_vgg16_atrous" -> 2;
      case "ssd_512_resnet50_v1", "ssd_512_resnet50_v1b", "ssd_512_vgg16_atrous" -> 1;
      default -> SMALL_BATCH;
    };
  }

  private static int inferenceBatch(String preset) {
    return trainingBatch(preset) == SMALL_BATCH ? SMALL_BATCH : 4;
  }
}
