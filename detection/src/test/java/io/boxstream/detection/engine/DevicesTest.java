package io.boxstream.detection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.boxstream.detection.ComputeDevice;
import org.junit.jupiter.api.Test;

class DevicesTest {
  private static final Device CPU = Device.cpu();

  @Test
  void eachReplicaHasAGpuOfItsOwnFromTheFirstOn() {
    assertThat(EngineRuntime.devices(ComputeDevice.AUTOMATIC, 3, 4))
        .containsExactly(Device.gpu(0), Device.gpu(1), Device.gpu(2));
    assertThat(EngineRuntime.devices(ComputeDevice.GPU, 2, 2))
        .containsExactly(Device.gpu(0), Device.gpu(1));
  }

  @Test
  void allReplicasShareTheProcessorsWithoutGpusOrWhenTheyAreAskedFor() {
    assertThat(EngineRuntime.devices(ComputeDevice.AUTOMATIC, 2, 0)).containsExactly(CPU, CPU);
    assertThat(EngineRuntime.devices(ComputeDevice.CPU, 2, 4)).containsExactly(CPU, CPU);
  }

  @Test
  void fewerGpusThanReplicasAreAnError() {
    assertThatThrownBy(() -> EngineRuntime.devices(ComputeDevice.AUTOMATIC, 3, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("asked for 3 GPUs, the engine sees 2");
    assertThatThrownBy(() -> EngineRuntime.devices(ComputeDevice.GPU, 1, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("asked for 1 GPUs, the engine sees 0");
  }
}
