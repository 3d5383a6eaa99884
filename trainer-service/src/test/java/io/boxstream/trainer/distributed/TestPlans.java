package io.boxstream.trainer.distributed;

import io.boxstream.detection.Box;
import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Presets;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.detection.training.Initialization;
import io.boxstream.detection.training.LearningRateSchedule.WarmupCosine;
import io.boxstream.detection.training.OptimizerSettings;
import io.boxstream.detection.training.TrainingRecipe;
import io.boxstream.detection.training.UpdateSettings;
import io.boxstream.detection.transform.Augmentation;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageContent;
import io.boxstream.events.Split;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.trainer.fake.TestDataSet;
import io.boxstream.trainer.loop.EngineTrainingBackend;
import io.boxstream.trainer.loop.TrainingPlan;
import io.boxstream.trainer.run.EpochSchedule;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The compact network on drawn images. */
final class TestPlans {

  static final OptimizerSettings SGD = new OptimizerSettings.Sgd(0.9, 0.0005);
  static final OptimizerSettings ADAM = new OptimizerSettings.Adam(0.9, 0.999, 1e-8, 0);
  private static final List<String> CLASSES = List.of("disc", "square");
  private static final int EPOCHS = 1000;

  private TestPlans() {}

  static TrainingPlan plan(int images, int batch, OptimizerSettings optimizer, long seed) {
    return new TrainingPlan(
        new DetectorArchitecture(Presets.named("boxstream_300_compact"), CLASSES),
        new TrainingRecipe(
            "test",
            "boxstream_300_compact",
            batch,
            EPOCHS,
            UpdateSettings.of(optimizer),
            new WarmupCosine(0.003, 1, 100_000),
            Initialization.HE,
            Augmentation.QUICK,
            EPOCHS),
        new EpochSchedule(images, batch, EPOCHS),
        seed);
  }

  static EngineTrainingBackend local(int replicas) {
    return new EngineTrainingBackend(
        ComputeDevice.CPU,
        OptionalInt.of(replicas),
        2,
        2,
        new ImageDecoder(ImageLimits.defaults()),
        SampleListener.NONE);
  }

  static LabelledImages images(int count) {
    List<LabelledImage> all =
        IntStream.range(0, count)
            .mapToObj(seed -> labelled(TestDataSet.image(Split.TRAIN, seed)))
            .toList();
    return new Images(all);
  }

  private static LabelledImage labelled(AnnotatedImage image) {
    return new LabelledImage(
        image.id(),
        ((ImageContent.Inline) image.image()).bytes(),
        image.boxes().stream()
            .map(
                box ->
                    new GroundTruth(
                        CLASSES.indexOf(box.label()),
                        new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax()),
                        box.difficult()))
            .toList());
  }

  private record Images(List<LabelledImage> all) implements LabelledImages {
    @Override
    public int size() {
      return all.size();
    }

    @Override
    public LabelledImage get(int index) {
      return all.get(index);
    }
  }
}
