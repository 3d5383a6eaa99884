package io.boxstream.local.settings;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The options of the command {@code run} as they are typed. The resource {@code run-options.txt}
 * explains them; {@code deploy/local/run} prints it, too, before anything is built.
 */
@Command
interface CommandOptions {

  @Option(names = "--data", paramLabel = "FOLDER")
  Path data();

  @Option(names = "--once")
  boolean once();

  @Option(names = "--state", paramLabel = "DIR")
  Path state();

  @Option(names = "--fresh")
  boolean fresh();

  @Option(names = "--output", paramLabel = "DIR")
  Path output();

  @Option(names = "--classes", paramLabel = "a,b", split = ",")
  List<String> classes();

  @Option(names = "--recipe", paramLabel = "quick|thorough|classic", defaultValue = "quick")
  String recipe();

  @Option(names = "--preset", paramLabel = "NAME")
  String preset();

  @Option(names = "--base", paramLabel = "FILE")
  Path base();

  @Option(names = "--base-classes", paramLabel = "a,b", split = ",")
  List<String> baseClasses();

  @Option(names = "--epochs", paramLabel = "N")
  Integer epochs();

  @Option(names = "--minutes", paramLabel = "X")
  Double minutes();

  @Option(names = "--batch", paramLabel = "N")
  Integer batch();

  @Option(names = "--learning-rate", paramLabel = "X")
  Double learningRate();

  @Option(names = "--dashboards")
  boolean dashboards();

  @Option(names = "--port-base", paramLabel = "PORT")
  Integer portBase();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true)
  boolean help();
}
