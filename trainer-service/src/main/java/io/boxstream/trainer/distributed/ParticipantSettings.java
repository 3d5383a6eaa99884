package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a machine takes part.
 *
 * @param role what it does
 * @param coordinator where it joins; may be unresolved, since the address of a name changes
 * @param token that the coordinator asks for
 * @param silence after which the coordinator is lost
 * @param patience after which a process of this machine that gives no sign of life is replaced
 * @param crashes where a worker writes down which images it has in hand
 */
public record ParticipantSettings(
    Role role,
    InetSocketAddress coordinator,
    String token,
    Duration silence,
    Duration patience,
    Path crashes) {

  /** Long enough for the start of a process on a busy machine. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  public ParticipantSettings {
    requireNonNull(role, "role");
    requireNonNull(coordinator, "coordinator");
    requireNonNull(token, "token");
    requireNonNull(silence, "silence");
    requireNonNull(patience, "patience");
    crashes = crashes.toAbsolutePath();
  }

  /** A coordinator that listens on all addresses is reached on this machine. */
  String host() {
    boolean anywhere = !coordinator.isUnresolved() && coordinator.getAddress().isAnyLocalAddress();
    return anywhere
        ? InetAddress.getLoopbackAddress().getHostAddress()
        : coordinator.getHostString();
  }

  @Override
  public String toString() {
    return "%s of %s:%d, silence %s"
        .formatted(role.text(), coordinator.getHostString(), coordinator.getPort(), silence);
  }
}
