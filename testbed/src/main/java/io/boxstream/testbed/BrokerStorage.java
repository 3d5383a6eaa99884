package io.boxstream.testbed;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.metadata.storage.Formatter;

/** Prepares the folder of a broker, which Kafka calls formatting. */
public final class BrokerStorage {

  private static final String CLUSTER_ID = "Ym94c3RyZWFtLXRlc3Q9Pg";

  private BrokerStorage() {}

  /**
   * Prepares a folder for a broker with {@link BrokerConfiguration}'s node and listeners. A folder
   * that is prepared already stays as it is, with everything in it.
   *
   * @param directory made when absent
   * @throws TestbedException if it cannot be written
   */
  public static void format(Path directory) {
    format(directory, List.of());
  }

  /**
   * The same for a broker whose clients log in.
   *
   * @param users users of SCRAM as Kafka's own tool takes them
   */
  static void format(Path directory, List<String> users) {
    format(directory, BrokerConfiguration.NODE_ID, users);
  }

  /**
   * The same for a node of a cluster, whose nodes are all prepared like this.
   *
   * @param directory made when absent
   * @param node its id
   * @throws TestbedException if it cannot be written
   */
  public static void format(Path directory, int node) {
    format(directory, node, List.of());
  }

  private static void format(Path directory, int node, List<String> users) {
    String path = directory.toAbsolutePath().toString();
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Files.createDirectories(directory);
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(node)
          .setClusterId(CLUSTER_ID)
          .addDirectory(path)
          .setMetadataLogDirectory(path)
          .setControllerListenerName(BrokerConfiguration.CONTROLLER_LISTENER)
          .setScramArguments(users)
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new TestbedException("could not prepare " + directory + " for a broker", e);
    }
  }
}
