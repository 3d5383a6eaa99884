package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.pipeline.TrainingBatch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchShareTest {
  @Test
  void cutsABatchWhereItsImagesEnd() {
    TrainingBatch batch =
        new TrainingBatch(
            FloatBuffer.wrap(new float[] {0, 1, 2}),
            3,
            new float[] {0, 2, 0, 0, 1, 1},
            counted(24),
            List.of("a", "b", "c"));

    List<BatchShare> shares = BatchShare.of(batch, List.of(2, 1));

    BatchShare first = shares.get(0);
    BatchShare second = shares.get(1);
    assertThat(floats(first.pixels())).containsExactly(0f, 1f);
    assertThat(floats(second.pixels())).containsExactly(2f);
    assertThat(floats(first.classTargets())).containsExactly(0f, 2f, 0f, 0f);
    assertThat(floats(second.classTargets())).containsExactly(1f, 1f);
    assertThat(floats(second.boxTargets())).containsExactly(16f, 17f, 18f, 19f, 20f, 21f, 22f, 23f);
    assertThat(first.imageIds()).containsExactly("a", "b");
    assertThat(second.imageIds()).containsExactly("c");
    assertThat(shares).allMatch(share -> share.batchPositives() == 3);
  }

  @Property
  void sharesDifferByOneImageAtMostAndMakeUpTheBatch(
      @ForAll @IntRange(min = 1, max = 16) int replicas,
      @ForAll @IntRange(min = 16, max = 100) int images) {
    List<Integer> shares = new ReplicaSettings(ComputeDevice.CPU, replicas).shares(images);

    assertThat(shares).hasSize(replicas).allMatch(share -> share >= images / replicas);
    assertThat(shares.get(0) - shares.get(replicas - 1)).isBetween(0, 1);
    assertThat(shares.stream().mapToInt(Integer::intValue).sum()).isEqualTo(images);
  }

  @ParameterizedTest
  @CsvSource({"16, 2, 2", "16, 8, 4", "8, 2, 2", "4, 2, 1", "1, 16, 1", "16, 1, 1"})
  void aReplicaForEachProcessorWhileEachHasFourImages(int images, int processors, int replicas) {
    assertThat(ReplicaSettings.spread(images, processors)).isEqualTo(replicas);
  }

  private static float[] counted(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return values;
  }

  private static List<Float> floats(FloatBuffer values) {
    List<Float> list = new ArrayList<>();
    FloatBuffer view = values.duplicate();
    while (view.hasRemaining()) {
      list.add(view.get());
    }
    return list;
  }
}
