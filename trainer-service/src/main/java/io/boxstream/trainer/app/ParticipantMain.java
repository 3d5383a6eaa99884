package io.boxstream.trainer.app;

import io.boxstream.trainer.WorkDirectory;
import io.boxstream.trainer.distributed.ParticipantSettings;
import io.boxstream.trainer.distributed.ParticipantSupervisor;
import io.boxstream.trainer.distributed.ProcessLog;
import io.boxstream.trainer.distributed.Role;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A worker or a server of training on several machines, without Quarkus. Configured by the keys
 * {@code boxstream.trainer.distributed.{role,coordinator,token,silence,state-file}} and {@code
 * boxstream.work-directory}.
 */
public final class ParticipantMain {

  private static final String KEYS = "boxstream.trainer.distributed.";
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** As the trainer's. */
  private static final String WORK_DIRECTORY = "boxstream-state/trainer";

  private ParticipantMain() {}

  /** Runs until it is asked to stop. */
  public static void main(String[] arguments) {
    ProcessLog.toConsole();
    ParticipantSupervisor supervisor =
        supervisor(new SmallRyeConfigBuilder().addDefaultSources().build());
    Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "stop"));
    supervisor.run();
  }

  static ParticipantSupervisor supervisor(SmallRyeConfig configuration) {
    Path work =
        Path.of(
            configuration
                .getOptionalValue("boxstream.work-directory", String.class)
                .orElse(WORK_DIRECTORY));
    return new ParticipantSupervisor(
        new ParticipantSettings(
            role(text(configuration, "role")),
            address(text(configuration, "coordinator")),
            text(configuration, "token"),
            silence(configuration),
            ParticipantSettings.PATIENCE,
            new WorkDirectory(work).crashes()),
        configuration
            .getOptionalValue(KEYS + "state-file", String.class)
            .map(Path::of)
            .orElseGet(() -> work.resolve("participant-" + ProcessHandle.current().pid())),
        List.of());
  }

  private static Duration silence(SmallRyeConfig configuration) {
    String key = KEYS + "silence";
    String text = configuration.getOptionalValue(key, String.class).orElse("");
    if (text.isEmpty()) {
      return SILENCE;
    }
    try {
      return DurationConverter.parseDuration(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " is not a duration: " + text, e);
    }
  }

  private static Role role(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "worker" -> Role.WORKER;
      case "server" -> Role.SERVER;
      default ->
          throw new IllegalArgumentException(
              KEYS + "role must be worker or server for this program, not " + text);
    };
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(KEYS + "coordinator must be host:port, not " + text);
    }
    // Resolved by each participant process, since the address of a name changes.
    return InetSocketAddress.createUnresolved(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  private static String text(SmallRyeConfig configuration, String key) {
    return configuration
        .getOptionalValue(KEYS + key, String.class)
        .orElseThrow(() -> new IllegalArgumentException(KEYS + key + " is missing"));
  }
}
