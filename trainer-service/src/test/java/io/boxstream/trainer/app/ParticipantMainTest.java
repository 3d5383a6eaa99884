package io.boxstream.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.trainer.distributed.ParticipantSupervisor;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParticipantMainTest {

  private static final String KEYS = "boxstream.trainer.distributed.";
  private static final Map<String, String> COMPLETE =
      Map.of("role", "worker", "coordinator", "trainer:8095", "token", "secret", "silence", "5s");

  @Test
  void isAWorkerOfTheConfiguredCoordinator() {
    try (ParticipantSupervisor supervisor = supervisor(COMPLETE)) {
      assertThat(supervisor).hasToString("worker of trainer:8095, silence PT5S");
    }
  }

  @Test
  void readsDurationsAsTheCoordinatorDoes() {
    Map<String, String> keys = new HashMap<>(COMPLETE);
    keys.put("silence", "1500ms");

    try (ParticipantSupervisor supervisor = supervisor(keys)) {
      assertThat(supervisor).hasToString("worker of trainer:8095, silence PT1.5S");
    }
  }

  @Test
  void namesTheKeyThatIsMissingOrWrong() {
    for (String key : COMPLETE.keySet()) {
      Map<String, String> damaged = new HashMap<>(COMPLETE);
      damaged.put(key, key.equals("token") ? "" : "x");

      assertThatThrownBy(() -> supervisor(damaged)).hasMessageContaining(KEYS + key);
    }
  }

  private static ParticipantSupervisor supervisor(Map<String, String> keys) {
    Map<String, String> properties = new HashMap<>();
    keys.forEach((key, value) -> properties.put(KEYS + key, value));
    return ParticipantMain.supervisor(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(properties, "test", 0))
            .build());
  }
}
