package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.benchmarks.ImportArchive.Labels;
import io.boxstream.benchmarks.capacity.Constants;
import io.boxstream.benchmarks.capacity.Outcome;
import io.boxstream.benchmarks.capacity.Outcome.Place;
import io.boxstream.benchmarks.capacity.Plan;
import io.boxstream.benchmarks.capacity.Resource;
import io.boxstream.benchmarks.capacity.Scenario;
import io.boxstream.benchmarks.capacity.Simulation;
import io.boxstream.benchmarks.capacity.Traffic;
import io.boxstream.events.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A day of a million images at a hundredth of the scale, beside its simulation: 10 000 requests,
 * each hour in four seconds, so that the busy hours have more than this machine can answer, and an
 * archive of labelled images in the morning. The speed of this machine is measured just before.
 * What takes days (retention, training, evaluation) is no part of it.
 *
 * @param programs what is started
 * @param folder the images that are sent
 */
record CapacityTrial(ConsolePrograms programs, Path folder) implements Benchmark {

  private static final Traffic TRAFFIC = new Traffic(10_000, 0, 1);
  private static final double LABELLED = 0.01;
  private static final int HOURS = 24;
  private static final double HOUR_SECONDS = 4;
  private static final int MORNING = 8;
  private static final int LABELLED_BYTES = 100_000;
  private static final ImportArchive ARCHIVE =
      new ImportArchive(500, 375, LABELLED_BYTES, true, Labels.VOC);
  private static final int ARCHIVE_NUMBER = 7;
  private static final int SPEED_IMAGES = 1500;
  private static final int PROCESSORS = 2;
  private static final String GROUP = "boxstream-inference";
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final double MEGA = 1e6;

  CapacityTrial {
    requireNonNull(programs, "programs");
    requireNonNull(folder, "folder");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    List<byte[]> images = ServedImages.of(folder);
    try (ConsoleCluster cluster = ConsoleCluster.startAll(programs);
        TopicState topics = new TopicState(cluster.imports().bootstrapServers())) {
      TrainedSystem.of(cluster);
      for (String unused : List.of("trainer", "evaluator", "console")) {
        cluster.services().get(unused).process().close();
      }
      TopicLoad load = new TopicLoad(cluster.imports().bootstrapServers(), images);
      for (int warmUp = 0; warmUp < 3; warmUp++) {
        load.atOnce(SPEED_IMAGES);
      }
      double speed = speed(load);
      figures.add("speed", speed, "images/s");
      Day day = day(cluster.imports(), topics, images);
      figures.add("speed.after", speed(load), "images/s");
      compare(figures, day, predicted(speed, images));
    }
  }

  private static double speed(TopicLoad load) throws Exception {
    return load.atOnce(SPEED_IMAGES).steadyRate();
  }

  /** What the simulation says, with this machine's speed and these images. */
  private static Outcome predicted(double speed, List<byte[]> images) {
    Constants usual = Constants.measured();
    double image = images.stream().mapToInt(bytes -> bytes.length).average().orElseThrow();
    Constants.Sizes sizes = usual.sizes();
    Constants here =
        usual
            .with(new Constants.Serving(PROCESSORS / speed, usual.serving().broker()))
            .with(
                new Constants.Sizes(
                    image,
                    sizes.labels(),
                    sizes.answer(),
                    sizes.index(),
                    sizes.viewIndex(),
                    sizes.snapshot(),
                    sizes.heap()));
    return Simulation.run(
        here,
        Plan.kubernetes().with(Resource.INFERENCE, 1),
        new Scenario(TRAFFIC, LABELLED, 0, HOURS, HOUR_SECONDS));
  }

  /**
   * What was measured.
   *
   * @param lags requests that waited at the end of each hour
   * @param requests that were sent
   * @param answers that came
   * @param bytes that the log grew by
   */
  private record Day(List<Long> lags, long requests, long answers, Map<Place, Long> bytes) {}

  private static Day day(ImportCluster cluster, TopicState topics, List<byte[]> images)
      throws Exception {
    Path zip = cluster.directory().resolve("labelled.zip");
    int labelled = (int) Math.round(LABELLED * requests());
    ARCHIVE.write(zip, labelled, ARCHIVE_NUMBER);
    Map<Place, Long> before = bytes(topics);
    long requestsBefore = topics.end(Topics.DETECTION_REQUESTS);
    long answersBefore = topics.end(Topics.DETECTIONS);
    List<Long> lags = new ArrayList<>();
    URI status = null;
    try (Producer<String, byte[]> producer = producer(cluster.bootstrapServers())) {
      long start = System.nanoTime();
      for (int hour = 0; hour < HOURS; hour++) {
        if (hour == MORNING) {
          status = ImportRate.send(cluster, zip);
        }
        send(producer, images, hour, start + (long) (hour * HOUR_SECONDS * 1e9));
        HttpLoad.awaitTime(start + (long) ((hour + 1) * HOUR_SECONDS * 1e9));
        lags.add(topics.lag(GROUP, Topics.DETECTION_REQUESTS));
      }
    }
    ImportRate.awaitDone(requireNonNull(status), labelled);
    long end = System.nanoTime() + LONGEST.toNanos();
    while (topics.lag(GROUP, Topics.DETECTION_REQUESTS) > 0 && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    Map<Place, Long> after = bytes(topics);
    after.replaceAll((place, bytes) -> bytes - before.get(place));
    return new Day(
        lags,
        topics.end(Topics.DETECTION_REQUESTS) - requestsBefore,
        topics.end(Topics.DETECTIONS) - answersBefore,
        after);
  }

  private static double requests() {
    double requests = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      requests += inHour(hour);
    }
    return requests;
  }

  private static int inHour(int hour) {
    return (int) Math.round(TRAFFIC.inHour(hour));
  }

  private static void send(
      Producer<String, byte[]> producer, List<byte[]> images, int hour, long start) {
    int count = inHour(hour);
    for (int number = 0; number < count; number++) {
      HttpLoad.awaitTime(start + (long) (number * HOUR_SECONDS * 1e9 / count));
      producer.send(
          new ProducerRecord<>(
              Topics.DETECTION_REQUESTS, hour + "-" + number, images.get(number % images.size())));
    }
    producer.flush();
  }

  private static Map<Place, Long> bytes(TopicState topics) throws Exception {
    Map<Place, Long> bytes = new EnumMap<>(Place.class);
    bytes.put(Place.REQUESTS, topics.bytes(Topics.DETECTION_REQUESTS));
    bytes.put(Place.ANSWERS, topics.bytes(Topics.DETECTIONS));
    bytes.put(Place.DATA_SET, topics.bytes(Topics.ANNOTATED_IMAGES));
    return bytes;
  }

  private static Producer<String, byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static void compare(Measurements figures, Day day, Outcome predicted) {
    double difference = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      figures.add("lag.%02d.simulated".formatted(hour), predicted.lags().get(hour), "requests");
      figures.add("lag.%02d.measured".formatted(hour), day.lags().get(hour), "requests");
      difference += Math.abs(predicted.lags().get(hour) - day.lags().get(hour)) / HOURS;
    }
    figures.add("lag.difference", difference, "requests");
    figures.add("requests", day.requests(), "requests");
    figures.add("answers", day.answers(), "answers");
    day.bytes()
        .forEach(
            (place, measured) -> {
              String name = "bytes." + place.name().toLowerCase(Locale.ROOT);
              figures.add(name + ".simulated", simulated(place, predicted) / MEGA, "MB");
              figures.add(name + ".measured", measured / MEGA, "MB");
            });
    figures.add("answer", (double) day.bytes().get(Place.ANSWERS) / day.answers(), "bytes");
  }

  /**
   * What the simulation says when all requests are answered. The labelled images have another size
   * than the requests, and none of them is rejected.
   */
  private static double simulated(Place place, Outcome predicted) {
    Constants.Sizes sizes = Constants.measured().sizes();
    Outcome.Images images = predicted.images();
    return switch (place) {
      case ANSWERS -> (images.answered() + images.waiting()) * sizes.answer();
      case DATA_SET -> (images.accepted() + images.rejected()) * (LABELLED_BYTES + sizes.labels());
      case REQUESTS, QUARANTINE, CHECKPOINTS, SNAPSHOTS -> predicted.bytes().get(place).held();
    };
  }
}
