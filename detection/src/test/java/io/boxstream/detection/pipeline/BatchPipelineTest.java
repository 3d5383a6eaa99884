package io.boxstream.detection.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.AnchorLayer;
import io.boxstream.detection.Backbone;
import io.boxstream.detection.Box;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.transform.Augmentation;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.NotAnImageException;
import io.boxstream.images.RgbImage;
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
          List.of(new AnchorLayer(0, 4, 8, 10, 20, List.of(1.0, 2.0, 0.5))));

  @Test
  void batchesDoNotDependOnTheNumberOfWorkers() throws InterruptedException {
    List<Copy> one =
        batches(images(7, -1), new PipelineSettings(Augmentation.QUICK, 3, 9, 1, 1), 0, 9, false);
    List<Copy> many =
        batches(images(7, -1), new PipelineSettings(Augmentation.QUICK, 3, 9, 5, 4), 0, 9, true);

    assertThat(many).isEqualTo(one);
  }

  @Test
  void startsAtAnyStepAsIfItHadRunUpToThere() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.REFERENCE, 4, 3, 2, 2);

    List<Copy> whole = batches(images(6, -1), settings, 0, 8, false);

    assertThat(batches(images(6, -1), settings, 5, 3, false)).isEqualTo(whole.subList(5, 8));
  }

  @Test
  void everyEpochHoldsEveryImageOnceAndVariesIt() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.QUICK, 1, 3, 2, 3);

    List<Copy> copies = batches(images(5, -1), settings, 0, 10, false);

    List<String> ids = copies.stream().flatMap(copy -> copy.ids().stream()).toList();
    assertThat(ids.subList(0, 5)).containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4");
    assertThat(ids.subList(5, 10)).containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4");
    Copy first = copies.get(0);
    Copy second = copies.get(5 + ids.subList(5, 10).indexOf(ids.get(0)));
    assertThat(second.pixels()).isNotEqualTo(first.pixels());
  }

  @Test
  void targetsBelongToTheImageOfTheirPlace() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.NONE, 6, 3, 2, 1);

    Copy batch = batches(images(6, -1), settings, 0, 1, false).get(0);

    for (int place = 0; place < 6; place++) {
      int image = Integer.parseInt(batch.ids().get(place).substring(1));
      List<Float> targets = batch.classTargets().subList(64 * place, 64 * place + 64);
      if (image == 2) {
        assertThat(targets).as("an image of background").containsOnly(0f);
      } else {
        assertThat(targets).contains(image + 1f);
        assertThat(targets).containsOnly(0f, image + 1f);
      }
    }
  }

  @Test
  void anImageThatFailsIsNamedEachTimeItsBatchIsAskedFor() {
    PipelineSettings settings = new PipelineSettings(Augmentation.QUICK, 4, 3, 3, 2);

    try (BatchPipeline pipeline = new BatchPipeline(images(4, 1), PRESET, settings, 0)) {
      assertThatThrownBy(pipeline::next)
          .isInstanceOf(ImageFailedException.class)
          .hasMessageContaining("p1")
          .hasCauseInstanceOf(NotAnImageException.class)
          .extracting(e -> ((ImageFailedException) e).imageId())
          .isEqualTo("p1");
      assertThatThrownBy(pipeline::next).isInstanceOf(ImageFailedException.class);
    }
  }

  @Test
  void aClosedPipelineSaysSo() {
    PipelineSettings settings = new PipelineSettings(Augmentation.QUICK, 4, 3, 3, 2);
    BatchPipeline pipeline = new BatchPipeline(images(4, -1), PRESET, settings, 0);

    pipeline.close();

    assertThatThrownBy(pipeline::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void recycledMemoryIsUsedAgain() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.NONE, 2, 3, 1, 1);
    try (BatchPipeline pipeline = new BatchPipeline(images(4, -1), PRESET, settings, 0)) {
      TrainingBatch first = pipeline.next();
      float[] targets = first.classTargets();
      pipeline.recycle(first);
      pipeline.next();

      assertThat(pipeline.next().classTargets()).isSameAs(targets);
    }
  }

  @Test
  void tellsTheTimeOfEveryStageOfEveryImage() throws InterruptedException {
    PipelineSettings settings = new PipelineSettings(Augmentation.NONE, 2, 3, 1, 1);
    List<SampleStage> stages = Collections.synchronizedList(new ArrayList<>());
    SampleListener listener =
        (stage, nanoseconds) -> {
          assertThat(nanoseconds).isNotNegative();
          stages.add(stage);
        };

    try (BatchPipeline pipeline =
        new BatchPipeline(
            images(4, -1),
            PRESET,
            settings,
            0,
            new ImageDecoder(ImageLimits.defaults()),
            listener)) {
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
      LabelledImages images, PipelineSettings settings, long firstStep, int count, boolean recycle)
      throws InterruptedException {
    List<Copy> copies = new ArrayList<>();
    try (BatchPipeline pipeline = new BatchPipeline(images, PRESET, settings, firstStep)) {
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

  /** Image i shows class i, image 2 nothing, and the broken one is text. */
  private static LabelledImages images(int count, int broken) {
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] rgb = new byte[3 * 64 * 48];
      for (int k = 0; k < rgb.length; k++) {
        rgb[k] = (byte) (k * (i + 1) / 7);
      }
      byte[] bytes =
          i == broken
              ? "text".getBytes(StandardCharsets.UTF_8)
              : new ImageEncoder().jpeg(new RgbImage(64, 48, rgb), 90);
      GroundTruth object = new GroundTruth(i, new Box(10, 10, 30, 30), false);
      images.add(new LabelledImage("p" + i, bytes, i == 2 ? List.of() : List.of(object)));
    }
    return new LabelledImages() {
      @Override
      public int size() {
        return images.size();
      }

      @Override
      public LabelledImage get(int index) {
        return images.get(index);
      }
    };
  }
}
