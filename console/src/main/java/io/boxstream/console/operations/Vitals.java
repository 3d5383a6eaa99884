package io.boxstream.console.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a service's metrics say about its process and its work. What it does not measure is absent.
 *
 * @param uptimeSeconds since its start
 * @param processors it uses, of those of the machine: 1.5 is one and a half
 * @param residentBytes memory of the whole process
 * @param heapUsedBytes objects of Java, garbage included
 * @param heapMaxBytes the most that Java may use for objects
 * @param outsideJavaBytes memory that Java does not account for: engine, decoded images, threads
 * @param diskFreeBytes on the disk of its work folder
 * @param diskSizeBytes of that disk
 * @param lag by topic
 * @param deadLetters by topic, since its start; only those with some
 * @param queues what waits in it, by name
 * @param refusedImages that killed the process twice
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Vitals(
    OptionalDouble uptimeSeconds,
    OptionalDouble processors,
    OptionalDouble residentBytes,
    OptionalDouble heapUsedBytes,
    OptionalDouble heapMaxBytes,
    OptionalDouble outsideJavaBytes,
    OptionalDouble diskFreeBytes,
    OptionalDouble diskSizeBytes,
    List<Count> lag,
    List<Count> deadLetters,
    List<Count> queues,
    OptionalDouble refusedImages) {

  private static final String UPTIME = "process_uptime_seconds";
  private static final String CPU = "process_cpu_usage";
  private static final String CPU_COUNT = "system_cpu_count";
  private static final String RESIDENT = "boxstream_memory_resident_bytes";
  private static final String OUTSIDE_JAVA = "boxstream_memory_outside_java_bytes";
  private static final String HEAP_USED = "jvm_memory_used_bytes";
  private static final String HEAP_MAX = "jvm_memory_max_bytes";
  private static final String DISK_FREE = "boxstream_disk_free_bytes";
  private static final String DISK_SIZE = "boxstream_disk_size_bytes";
  private static final String LAG = "boxstream_consumer_lag_records";
  private static final String DEAD_LETTERS = "boxstream_dead_letters_total";
  private static final String REFUSED_IMAGES = "boxstream_crash_refused_images";
  private static final String RUNS = "boxstream_trainer_present_runs";

  private static final Map<String, String> QUEUES =
      Map.of(
          "boxstream_ingest_imports_active",
          "imports",
          "boxstream_ingest_unchecked_images",
          "unchecked-images",
          "boxstream_ingest_webhook_waiting",
          "webhook-deliveries",
          "boxstream_evaluator_label_check_remaining",
          "labels-to-check",
          "boxstream_inference_queue_images",
          "images-for-the-engine");

  private static final Set<String> OTHERS =
      Set.of(
          UPTIME,
          CPU,
          CPU_COUNT,
          RESIDENT,
          OUTSIDE_JAVA,
          HEAP_USED,
          HEAP_MAX,
          DISK_FREE,
          DISK_SIZE,
          LAG,
          DEAD_LETTERS,
          REFUSED_IMAGES,
          RUNS);

  public Vitals {
    lag = List.copyOf(lag);
    deadLetters = List.copyOf(deadLetters);
    queues = List.copyOf(queues);
  }

  /** A number with a name. */
  public record Count(String name, double value) {}

  /** Reads the metrics of a service. */
  public static Vitals of(String metrics) {
    Samples samples =
        Samples.parse(metrics, name -> OTHERS.contains(name) || QUEUES.containsKey(name));
    OptionalDouble heapMax = heap(samples, HEAP_MAX);
    return new Vitals(
        samples.sum(UPTIME),
        processors(samples),
        samples.sum(RESIDENT),
        heap(samples, HEAP_USED),
        heapMax,
        samples.sum(OUTSIDE_JAVA),
        samples.sum(DISK_FREE),
        samples.sum(DISK_SIZE),
        byTopic(samples, LAG),
        byTopic(samples, DEAD_LETTERS).stream().filter(count -> count.value() > 0).toList(),
        queues(samples),
        samples.sum(REFUSED_IMAGES));
  }

  private static OptionalDouble processors(Samples samples) {
    OptionalDouble share = samples.sum(CPU);
    OptionalDouble count = samples.sum(CPU_COUNT);
    return share.isPresent() && count.isPresent()
        ? OptionalDouble.of(share.getAsDouble() * count.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Pools without a limit of their own say -1. */
  private static OptionalDouble heap(Samples samples, String name) {
    List<Double> pools =
        samples.of(name).stream()
            .filter(sample -> "heap".equals(sample.labels().get("area")))
            .map(Samples.Sample::value)
            .filter(value -> value >= 0)
            .toList();
    return pools.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(pools.stream().mapToDouble(Double::doubleValue).sum());
  }

  private static List<Count> byTopic(Samples samples, String name) {
    return samples.of(name).stream()
        .map(sample -> new Count(sample.labels().getOrDefault("topic", ""), sample.value()))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  private static List<Count> queues(Samples samples) {
    List<Count> queues = new ArrayList<>();
    QUEUES.forEach(
        (metric, name) -> samples.sum(metric).ifPresent(n -> queues.add(new Count(name, n))));
    samples
        .sum(RUNS, "state", "queued")
        .ifPresent(runs -> queues.add(new Count("queued-runs", runs)));
    queues.sort((one, other) -> one.name().compareTo(other.name()));
    return queues;
  }
}
