package io.boxstream.detection.process;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine is given addresses, so what it reads must outlive the call. */
class UploadsTest {
  @ParameterizedTest
  @ValueSource(strings = {"NaiveEngine", "ThreadedEnginePerDevice"})
  void arriveWholeWheneverGarbageIsCollected(String engine) throws Exception {
    ChildJvm.run(
        Uploads.class, List.of(Uploads.OPTIONS), Map.of("MXNET_ENGINE_TYPE", engine), "10000");
  }
}
