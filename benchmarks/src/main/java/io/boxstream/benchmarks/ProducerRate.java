package io.boxstream.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kafka's own producer benchmark with the settings of our producers, in a process of its own. */
final class ProducerRate {

  private static final Pattern RESULT =
      Pattern.compile("([\\d.]+) records/sec \\(([\\d.]+) MB/sec\\)");

  private ProducerRate() {}

  /**
   * Writes records and measures.
   *
   * @param topic that is there
   * @return records a second
   */
  static double measure(String bootstrapServers, String topic, int records, int bytes)
      throws IOException, InterruptedException {
    List<String> command =
        ServerProcess.command(
            "512m",
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.kafka.tools.ProducerPerformance",
                "--topic",
                topic,
                "--num-records",
                Integer.toString(records),
                "--record-size",
                Integer.toString(bytes),
                "--throughput",
                "-1",
                "--producer-props",
                "bootstrap.servers=" + bootstrapServers,
                "acks=all",
                "enable.idempotence=true",
                "max.in.flight.requests.per.connection=1",
                "linger.ms=5",
                "batch.size=524288",
                "buffer.memory=67108864",
                "max.request.size=10485760"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher matcher = RESULT.matcher(output);
    double rate = Double.NaN;
    while (matcher.find()) {
      rate = Double.parseDouble(matcher.group(1));
    }
    if (Double.isNaN(rate)) {
      throw new IllegalStateException("the producer benchmark says nothing:\n" + output);
    }
    return rate;
  }
}
