package io.boxstream.local.settings;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of the command {@code run} as they are typed. */
@Command(
    mixinStandardHelpOptions = false,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "",
      "Runs all of Boxstream on this machine: starts a Kafka broker, an S3 store and the four"
          + " services, imports labelled images, trains, evaluates every checkpoint, promotes the"
          + " best, and detects on the held-out images. Then it keeps training on what arrives,"
          + " until Ctrl-C.",
      ""
    },
    footer = {
      "",
      "Started again with the same --state it goes on where it was. Ports without --port-base:"
          + " services 8081 to 8084, broker 9092 (controller 9093), store 9000, with --dashboards"
          + " Prometheus 9090 and Grafana 3000.",
      "Kafka's console tools: ${KAFKA} --help."
    })
interface CommandOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of images and Pascal VOC annotations: Annotations, JPEGImages and, if there are"
              + " lists, ImageSets/Main; or train, valid and test with images and annotations side"
              + " by side; docs/data.md lists all layouts. Without it a sample is drawn: building"
              + " sites, heads with and without safety helmets.")
  Path data();

  @Option(
      names = "--once",
      description = "End, with exit code 0, when the held-out images are drawn.")
  boolean once();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Everything the run keeps: log, store, work folders, logs (${STATE-DEFAULT}).")
  Path state();

  @Option(
      names = "--fresh",
      description = "Start from nothing: what an earlier run left in the state folder is deleted.")
  boolean fresh();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the drawn images and summary.json go (${OUTPUT-DEFAULT}).")
  Path output();

  @Option(
      names = "--classes",
      paramLabel = "a,b",
      split = ",",
      description =
          "The classes to learn; a box of any other class puts its image into quarantine."
              + " Default: those found in the data.")
  List<String> classes();

  @Option(
      names = "--recipe",
      paramLabel = "quick|classic",
      defaultValue = "quick",
      description =
          "quick: a small network and schedule for a CPU, minutes (default). classic: SSD512"
              + " VGG16-atrous, SGD, learning rate 0.0005, weight decay 0.0005, momentum 0.9, 100"
              + " epochs, x0.1 at 60 and 80, batch 8, evaluated every 5 epochs; for a GPU.")
  String recipe();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "The network, instead of the recipe's, for example ssd_300_mobilenet0.25; or a file"
              + " NAME.json that describes one of your own.")
  String preset();

  @Option(
      names = "--base",
      paramLabel = "FILE",
      description =
          "A .params file that the first training starts from: a detector of GluonCV's, or the"
              + " base network of the preset, trained on ImageNet. Later ones start from the"
              + " promoted model.")
  Path base();

  @Option(
      names = "--base-classes",
      paramLabel = "a,b",
      split = ",",
      description =
          "The classes of the detector in --base, in its order, so that what it knows of them is"
              + " kept.")
  List<String> baseClasses();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Times through the training images, instead of the recipe's.")
  Integer epochs();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images per training step, instead of the recipe's.")
  Integer batch();

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "The learning rate to start from, instead of the recipe's.")
  Double learningRate();

  @Option(
      names = "--dashboards",
      description =
          "Start Prometheus with the rules in deploy/monitoring, and Grafana with the dashboards"
              + " there, as far as they are installed.")
  boolean dashboards();

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description =
          "Use ports N+1 to N+9: ingest, trainer, evaluator, inference, broker, its controller,"
              + " store, Prometheus, Grafana.")
  Integer portBase();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  boolean help();
}
