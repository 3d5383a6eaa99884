package io.boxstream.detection.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.Backbone;
import io.boxstream.detection.Box;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.transform.Augmentation;
import io.boxstream.pictures.NotAPictureException;
import io.boxstream.pictures.PictureEncoder;
import io.boxstream.pictures.RgbImage;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPipelineTest {

  private static final DetectorPreset PRESET =
      new DetectorPreset(
          "tiny",
          Backbone.MOBILENET_0_25,
          32,
          List.of(new AnchorLayer(4, 8, 10, 20, List.of(1.0, 2.0, 0.5))));

  @Test
  void batchesDoNotDependOnTheNumberOfWorkers() throws InterruptedException {
    List<Copy> one =
        batches(pictures(7, -1), new PipelineSettings(Augmentation.QUICK, 3, 9, 1, 1), 0, 9, false);
    List<Copy> many =
        batches(pictures(7, -1), new PipelineSettings(Augmentation.QUICK, 3, 9, 5, 4), 0, 9, true);

    assertThat(many).isEqualTo(one);
  }

  @Test
  void startsAtAnyStepAsIfItHadRunUpToThere() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.REFERENCE, 4, 3, 2, 2);

    List<Copy> whole = batches(pictures(6, -1), settings, 0, 8, false);

    assertThat(batches(pictures(6, -1), settings, 5, 3, false)).isEqualTo(whole.subList(5, 8));
  }

  @Test
  void everyEpochHoldsEveryPictureOnceAndVariesIt() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.QUICK, 1, 3, 2, 3);

    List<Copy> copies = batches(pictures(5, -1), settings, 0, 10, false);

    List<String> ids = copies.stream().flatMap(copy -> copy.ids().stream()).toList();
    assertThat(ids.subList(0, 5)).containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4");
    assertThat(ids.subList(5, 10)).containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4");
    Copy first = copies.get(0);
    Copy second = copies.get(5 + ids.subList(5, 10).indexOf(ids.get(0)));
    assertThat(second.pixels()).isNotEqualTo(first.pixels());
  }

  @Test
  void targetsBelongToThePictureOfTheirPlace() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.NONE, 6, 3, 2, 1);

    Copy batch = batches(pictures(6, -1), settings, 0, 1, false).get(0);

    for (int place = 0; place < 6; place++) {
      int picture = Integer.parseInt(batch.ids().get(place).substring(1));
      List<Float> targets = batch.classTargets().subList(64 * place, 64 * place + 64);
      if (picture == 2) {
        assertThat(targets).as("a picture of background").containsOnly(0f);
      } else {
        assertThat(targets).contains(picture + 1f);
        assertThat(targets).containsOnly(0f, picture + 1f);
      }
    }
  }

  @Test
  void aPictureThatFailsIsNamedEachTimeItsBatchIsAskedFor() {
    PipelineSettings settings = new PipelineSettings(Augmentation.QUICK, 4, 3, 3, 2);

    try (BatchPipeline pipeline = new BatchPipeline(pictures(4, 1), PRESET, settings, 0)) {
      assertThatThrownBy(pipeline::next)
          .isInstanceOf(PictureFailedException.class)
          .hasMessageContaining("p1")
          .hasCauseInstanceOf(NotAPictureException.class)
          .extracting(e -> ((PictureFailedException) e).imageId())
          .isEqualTo("p1");
      assertThatThrownBy(pipeline::next).isInstanceOf(PictureFailedException.class);
    }
  }

  @Test
  void aClosedPipelineSaysSo() {
    PipelineSettings settings = new PipelineSettings(Augmentation.QUICK, 4, 3, 3, 2);
    BatchPipeline pipeline = new BatchPipeline(pictures(4, -1), PRESET, settings, 0);

    pipeline.close();

    assertThatThrownBy(pipeline::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void recycledMemoryIsUsedAgain() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.NONE, 2, 3, 1, 1);
    try (BatchPipeline pipeline = new BatchPipeline(pictures(4, -1), PRESET, settings, 0)) {
      TrainingBatch first = pipeline.next();
      float[] targets = first.classTargets();
      pipeline.recycle(first);
      pipeline.next();

      assertThat(pipeline.next().classTargets()).isSameAs(targets);
    }
  }

  @Test
  void tellsTheTimeOfEveryStageOfEveryPicture() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.NONE, 2, 3, 1, 1);
    List<SampleStage> stages = Collections.synchronizedList(new ArrayList<>());
    SampleListener listener =
        (stage, nanoseconds) -> {
          assertThat(nanoseconds).isNotNegative();
          stages.add(stage);
        };

    try (BatchPipeline pipeline =
        new BatchPipeline(pictures(4, -1), PRESET, settings, 0, listener)) {
      pipeline.next();
    }

    assertThat(stages.subList(0, 8))
        .containsExactly(
            SampleStage.READ,
            SampleStage.DECODE,
            SampleStage.TRANSFORM,
            SampleStage.TARGETS,
            SampleStage.READ,
            SampleStage.DECODE,
            SampleStage.TRANSFORM,
            SampleStage.TARGETS);
  }

  private record Copy(
      List<String> ids, List<Float> pixels, List<Float> classTargets, List<Float> boxTargets) {}

  private static List<Copy> batches(
      LabelledPictures pictures,
      PipelineSettings settings,
      long firstStep,
      int count,
      boolean recycle)
      throws InterruptedException {
    List<Copy> copies = new ArrayList<>();
    try (BatchPipeline pipeline = new BatchPipeline(pictures, PRESET, settings, firstStep)) {
      for (int i = 0; i < count; i++) {
        TrainingBatch batch = pipeline.next();
        assertThat(batch.pixels().isDirect()).isTrue();
        copies.add(
            new Copy(
                batch.imageIds(),
                list(batch.pixels()),
                list(FloatBuffer.wrap(batch.classTargets())),
                list(FloatBuffer.wrap(batch.boxTargets()))));
        if (recycle) {
          pipeline.recycle(batch);
        }
      }
    }
    return copies;
  }

  private static List<Float> list(FloatBuffer values) {
    List<Float> list = new ArrayList<>();
    while (values.hasRemaining()) {
      list.add(values.get());
    }
    return list;
  }

  /** Picture i shows class i, picture 2 nothing, and the broken one is text. */
  private static LabelledPictures pictures(int count, int broken) {
    List<LabelledPicture> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] rgb = new byte[3 * 64 * 48];
      for (int k = 0; k < rgb.length; k++) {
        rgb[k] = (byte) (k * (i + 1) / 7);
      }
      byte[] bytes =
          i == broken
              ? "text".getBytes(StandardCharsets.UTF_8)
              : new PictureEncoder().jpeg(new RgbImage(64, 48, rgb), 90);
      GroundTruth object = new GroundTruth(i, new Box(10, 10, 30, 30), false);
      pictures.add(new LabelledPicture("p" + i, bytes, i == 2 ? List.of() : List.of(object)));
    }
    return new LabelledPictures() {
      @Override
      public int size() {
        return pictures.size();
      }

      @Override
      public LabelledPicture get(int index) {
        return pictures.get(index);
      }
    };
  }
}
