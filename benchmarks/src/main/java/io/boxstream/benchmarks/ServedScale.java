package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Requests a second on topics with one, two and four instances of inference-service, each with one
 * thread for the engine and one that decodes, with client and broker on the same machine. All
 * instances run all the time and are warm; in a turn, only the partitions of some get requests, so
 * that the numbers of instances alternate. Figures are medians, and medians of the ratios by turn.
 *
 * @param programs what is started
 * @param folder the images that are sent
 */
record ServedScale(ConsolePrograms programs, Path folder) implements Benchmark {

  private static final List<Integer> SIZES = List.of(1, 2, 4);
  private static final int MOST = 4;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final int IMAGES = 400;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String GROUP = "boxstream-inference";

  /** What an instance sees in a container with one processor. */
  private static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=1");

  ServedScale {
    requireNonNull(programs, "programs");
    requireNonNull(folder, "folder");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    List<byte[]> images = ServedImages.of(folder);
    try (ServedSystem system = ServedSystem.start(programs)) {
      system.stop();
      List<ServerProcess> instances = new ArrayList<>();
      for (int instance = 1; instance <= MOST; instance++) {
        instances.add(system.startInstance("inference-" + instance, ONE_THREAD));
      }
      List<Integer> partitions = onePartitionOfEach(system.bootstrapServers());
      TopicLoad load = new TopicLoad(system.bootstrapServers(), images);
      Map<Integer, Turns> turns = new LinkedHashMap<>();
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        double one = 0;
        for (int size : SIZES) {
          // Warm-up: all have work.
          int used = round < 0 ? MOST : size;
          Turn turn = Turn.measure(load, partitions.subList(0, used), instances, system);
          one = size == 1 ? turn.rate() : one;
          if (round >= 0) {
            turns.computeIfAbsent(size, none -> new Turns()).add(turn, one);
          }
        }
      }
      turns.forEach((size, measured) -> measured.print(figures, size));
      figures.add("instance.resident", resident(instances), "MB");
    }
  }

  /** A partition of the requests of each member of the group, once the group is complete. */
  private static List<Integer> onePartitionOfEach(String bootstrapServers) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    try (Admin admin = KafkaClients.admin(KafkaSettings.of(bootstrapServers))) {
      List<Integer> partitions = firstPartitions(admin);
      while (partitions.size() != MOST) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("the instances have " + partitions);
        }
        Thread.sleep(100);
        partitions = firstPartitions(admin);
      }
      return partitions;
    }
  }

  private static List<Integer> firstPartitions(Admin admin)
      throws ExecutionException, InterruptedException {
    return admin
        .describeConsumerGroups(List.of(GROUP))
        .describedGroups()
        .get(GROUP)
        .get()
        .members()
        .stream()
        .flatMap(
            member ->
                member.assignment().topicPartitions().stream()
                    .filter(partition -> partition.topic().equals(Topics.DETECTION_REQUESTS))
                    .map(partition -> partition.partition())
                    .sorted()
                    .limit(1))
        .toList();
  }

  private static double resident(List<ServerProcess> instances) throws IOException {
    double sum = 0;
    for (ServerProcess instance : instances) {
      sum += instance.residentMegabytes();
    }
    return sum / instances.size();
  }

  /**
   * What was measured once.
   *
   * @param rate images a second
   * @param services processors that the instances took together
   * @param broker processors that it took
   */
  private record Turn(double rate, double services, double broker, int failed) {

    private static Turn measure(
        TopicLoad load,
        List<Integer> partitions,
        List<ServerProcess> instances,
        ServedSystem system)
        throws Exception {
      Duration servicesBefore = used(instances);
      Duration brokerBefore = system.usedByBroker();
      long start = System.nanoTime();
      AnswerTimes times = load.atOnce(IMAGES * Math.min(2, partitions.size()), partitions);
      Duration measured = Duration.ofNanos(System.nanoTime() - start);
      return new Turn(
          times.steadyRate(),
          (double) used(instances).minus(servicesBefore).toNanos() / measured.toNanos(),
          (double) system.usedByBroker().minus(brokerBefore).toNanos() / measured.toNanos(),
          times.failed());
    }

    private static Duration used(List<ServerProcess> instances) {
      return instances.stream().map(ServerProcess::used).reduce(Duration.ZERO, Duration::plus);
    }
  }

  /** What was measured with so many instances. */
  private static final class Turns {
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> services = new ArrayList<>();
    private final List<Double> broker = new ArrayList<>();
    private int failed;

    /**
     * @param one images a second of one instance in the same round
     */
    private void add(Turn turn, double one) {
      rates.add(turn.rate());
      ratios.add(turn.rate() / one);
      services.add(turn.services());
      broker.add(turn.broker());
      failed += turn.failed();
    }

    private void print(Measurements figures, int size) {
      String name = Integer.toString(size);
      figures.add(name, median(rates), "images/s");
      figures.add(name + ".of-one", median(ratios), "times");
      figures.add(name + ".services", median(services), "processors");
      figures.add(name + ".broker", median(broker), "processors");
      figures.add(name + ".failed", failed, "requests");
    }

    private static double median(List<Double> values) {
      return values.stream().sorted().toList().get(values.size() / 2);
    }
  }
}
