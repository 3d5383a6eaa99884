package io.boxstream.local.service;

import io.boxstream.local.process.ChildCommand;
import io.boxstream.local.process.JavaCommands;
import io.boxstream.local.settings.Ports;
import io.boxstream.local.settings.StateFolder;
import io.boxstream.testbed.BrokerConfiguration;
import io.boxstream.testbed.BrokerStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The Kafka broker as a child process. */
final class BrokerProcess {

  private static final int HEAP_MEGABYTES = 512;

  private BrokerProcess() {}

  /** Prepares the broker's folder, writes its settings and says how to start it. */
  static ChildCommand prepare(StateFolder state, Ports ports, JavaCommands java) {
    Path directory = state.part("broker");
    BrokerStorage.format(directory);
    Map<String, String> settings =
        new BrokerConfiguration(directory, ports.broker(), ports.controller()).properties();
    Path file = state.file("broker.properties");
    try {
      Files.writeString(
          file,
          settings.entrySet().stream()
              .map(setting -> setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\"))
              .collect(Collectors.joining("\n", "", "\n")));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
    return new ChildCommand(
        "broker",
        java.run(
            HEAP_MEGABYTES,
            ConsoleLog.properties("warn"),
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            List.of(file.toString())),
        Map.of(),
        state.logs().resolve("broker.log"));
  }
}
