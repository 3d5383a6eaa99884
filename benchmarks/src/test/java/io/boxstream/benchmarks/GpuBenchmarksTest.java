package io.boxstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmarks of GPUs where there is none: the processors take their place. */
@EnabledOnOs(OS.LINUX)
class GpuBenchmarksTest {

  private static final GpuTrial REHEARSAL = new GpuTrial(true);
  private static final String HOME = "boxstream.home";
  private static final String PRESET = "boxstream_300_compact";

  @Test
  void endsWithALineThatSaysWhatIsMissingWithoutAGpu(@TempDir Path home) {
    assumeTrue(
        System.getenv("MXNET_LIBRARY_PATH") == null, "another library of MXNet than the build's");
    StringWriter error = new StringWriter();
    CommandLine command = new CommandLine(new Launcher()).setErr(new PrintWriter(error));

    int status;
    System.setProperty(HOME, home.toString());
    try {
      status = command.execute("gpu");
    } finally {
      System.clearProperty(HOME);
    }

    assertThat(status).isEqualTo(Launcher.NO_GPU);
    assertThat(error.toString().lines())
        .singleElement()
        .asString()
        .startsWith(
            "benchmarks/run: no GPU: the library of MXNet that was loaded is for processors");
  }

  @Test
  void toldApartAreTheLibraryThatIsMissingAndTheDevice() {
    assertThat(GpuTrial.obstacle(false, 0).orElseThrow()).contains("MXNET_LIBRARY_PATH");
    assertThat(GpuTrial.obstacle(true, 0).orElseThrow()).contains("CUDA sees no device");
    assertThat(GpuTrial.obstacle(true, 1)).isEmpty();
  }

  @Test
  @Tag("soak")
  void measuresDetectionForEachSizeOfBatch() throws Exception {
    Map<String, Double> figures = figures(new GpuInference(REHEARSAL));

    assertThat(figures)
        .containsOnlyKeys(
            PRESET + ".batch1.stand-in",
            PRESET + ".batch1.cpu",
            PRESET + ".batch1.of-cpu",
            PRESET + ".batch2.stand-in",
            PRESET + ".batch2.cpu",
            PRESET + ".batch2.of-cpu");
    assertThat(figures.values()).allMatch(value -> value > 0);
  }

  @Test
  @Tag("soak")
  void measuresTrainingWithOneDeviceAndWithAll() throws Exception {
    Map<String, Double> figures = figures(new GpuTraining(REHEARSAL));

    assertThat(figures)
        .containsOnlyKeys(
            PRESET + ".cpu",
            PRESET + ".stand-in.1",
            PRESET + ".stand-in.1.of-cpu",
            PRESET + ".stand-in.1.of-one",
            PRESET + ".stand-in.2",
            PRESET + ".stand-in.2.of-cpu",
            PRESET + ".stand-in.2.of-one");
    assertThat(figures).containsEntry(PRESET + ".stand-in.1.of-one", 1.0);
    assertThat(figures.values()).allMatch(value -> value > 0);
  }

  @Test
  @Tag("soak")
  void otherKernelsAndAnotherSchedulerComputeTheSameLossesAndPredictions() throws Exception {
    Map<String, Double> figures = figures(new GpuParity(REHEARSAL));

    assertThat(figures)
        .containsOnlyKeys(
            PRESET + ".stand-in.1.first-loss",
            PRESET + ".stand-in.1.losses",
            PRESET + ".stand-in.2.first-loss",
            PRESET + ".stand-in.2.losses",
            PRESET + ".stand-in.scores",
            PRESET + ".stand-in.boxes");
    // The order of sums is another one, so that not all are equal.
    assertThat(figures.values()).anyMatch(value -> value > 0);
  }

  @Test
  void lossesOfTheStepsThatAreComparedFall() throws Exception {
    double[] losses =
        REHEARSAL
            .run(ComputePlace.STAND_IN, GpuWork.FIRST_STEPS, PRESET, 1)
            .numbers(GpuWork.LOSSES);

    assertThat(losses).hasSize(2 * REHEARSAL.steps());
    assertThat(losses[losses.length - 2] + losses[losses.length - 1])
        .isLessThan(0.99 * (losses[0] + losses[1]));
  }

  @Test
  @Tag("soak")
  void looksAtMemoryAfterTrainingRunsAndSwaps() throws Exception {
    Map<String, Double> figures = figures(new GpuMemory(REHEARSAL));

    for (String name :
        List.of("training.%s.stand-in.1", "training.%s.stand-in.2", "swaps.%s.stand-in")) {
      String figure = name.formatted(PRESET);
      assertThat(figures).containsKeys(figure, figure + ".after1", figure + ".after3");
      assertThat(figures.get(figure + ".after3")).isGreaterThan(50);
    }
    assertThat(figures).hasSize(9);
  }

  @Test
  void aProcessThatFailsFailsTheMeasurement() {
    assertThatThrownBy(
            () -> REHEARSAL.run(ComputePlace.GPU_FLOAT32, GpuWork.TRAINING, "no such preset", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("TRAINING on gpu-float32 ended with 1");
  }

  /** The figures of a benchmark without its name. */
  private static Map<String, Double> figures(Benchmark benchmark) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    benchmark.run(new Measurements("gpu", new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
      String[] words = line.split(" ", -1);
      figures.put(words[0].substring("gpu.".length()), Double.valueOf(words[1]));
    }
    return figures;
  }
}
