package io.boxstream.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.rest.lifecycle.ClosingStack;
import io.boxstream.trainer.loop.TrainingBackend;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinationTest {

  private static final String KEYS = "boxstream.trainer.distributed.";

  @TempDir Path work;
  private final ClosingStack opened = new ClosingStack();

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void aCoordinatorListensForParticipants() throws IOException {
    String port = freePort();

    TrainingBackend backend =
        backend(Map.of("role", "coordinator", "token", "secret", "port", port, "restarts", "5"));

    assertThat(backend.restarts()).isEqualTo(5);
    try (Socket participant =
        new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
      assertThat(participant.isConnected()).isTrue();
    }
  }

  @Test
  void withoutARoleItTrainsInThisProcess() {
    assertThat(backend(Map.of()).restarts()).isZero();
  }

  @Test
  void aCoordinatorNeedsAToken() {
    assertThatThrownBy(() -> backend(Map.of("role", "coordinator")))
        .hasMessageContaining(KEYS + "token");
  }

  @Test
  void theServiceIsNoWorker() {
    assertThatThrownBy(() -> backend(Map.of("role", "worker")))
        .hasMessageContaining(KEYS + "role")
        .hasMessageContaining("ParticipantMain");
  }

  private TrainingBackend backend(Map<String, String> keys) {
    Map<String, String> properties = new HashMap<>();
    keys.forEach((key, value) -> properties.put(KEYS + key, value));
    properties.put("boxstream.work-directory", work.toString());
    properties.put("boxstream.store.access-key", "key");
    properties.put("boxstream.store.secret-key", "secret");
    TrainerConfiguration configuration =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(TrainerConfiguration.class)
            .withSources(new PropertiesConfigSource(properties, "test", 0))
            .build()
            .getConfigMapping(TrainerConfiguration.class);
    TrainerSettings settings = new TrainerSettings(configuration);
    return Coordination.backend(
        configuration, settings.backend(CrashGuard.NONE, SampleListener.NONE), opened);
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
