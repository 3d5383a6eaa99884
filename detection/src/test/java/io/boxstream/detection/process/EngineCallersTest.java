package io.boxstream.detection.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MXNet never frees the memory that it keeps per calling thread, so no caller may end. */
class EngineCallersTest {
  @Test
  void onlyEngineThreadsCallMxnetHoweverManyThreadsAsk(@TempDir Path folder) throws Exception {
    List<String> lines =
        ChildJvm.run(
                EngineCallers.class,
                List.of(EngineCalls.OPTIONS),
                Map.of("MXNET_ENGINE_TYPE", "NaiveEngine", "OMP_NUM_THREADS", "2"),
                folder.toString())
            .stream()
            .filter(line -> line.startsWith(EngineCallers.LINE))
            .map(line -> line.substring(EngineCallers.LINE.length()))
            .toList();

    assertThat(lines)
        .containsExactly(
            "[engine-0, engine-1]",
            "2 threads",
            "[engine-0, engine-1]",
            "2 threads",
            "[engine-0, engine-1]",
            "2 threads");
  }
}
