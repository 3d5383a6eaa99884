package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.EpochOrder;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.pipeline.PipelineSettings;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.Recipes;
import io.boxstream.detection.training.ReplicaSettings;
import io.boxstream.detection.training.TrainingRecipe;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import io.boxstream.images.formats.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/**
 * The quick recipe on the images of {@code train.txt}, without services: how long its steps take,
 * and VOC07 mAP on the images of {@code test.txt}, which it has not seen.
 *
 * @param folder the images
 * @param preset the detector
 * @param seed of the initial values, the order and the augmentation of the images
 */
record QuickRecipe(Path folder, String preset, long seed) implements Benchmark {
  QuickRecipe {
    requireNonNull(folder, "folder");
    requireNonNull(preset, "preset");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    TrainingImages train = new TrainingImages(folder, EnumSet.of(Assignment.TRAIN));
    TrainingImages test = new TrainingImages(folder, EnumSet.of(Assignment.TEST));
    if (!test.classes().equals(train.classes())) {
      throw new IllegalArgumentException(
          "training images have the classes %s, test images %s"
              .formatted(train.classes(), test.classes()));
    }
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named(preset), train.classes());
    Path parameters = Files.createTempFile("recipe", ".params");
    try {
      figures.add("training", train(train, architecture, seed, parameters), "s");
      figures.add("voc07", score(test, architecture, parameters), "mAP");
    } finally {
      Files.delete(parameters);
    }
  }

  /**
   * Trains.
   *
   * @param parameters receives the trained detector
   * @return duration in seconds
   */
  static double train(
      LabelledImages images, DetectorArchitecture architecture, long seed, Path parameters)
      throws InterruptedException {
    TrainingRecipe recipe = Recipes.quick(architecture.preset(), images.size());
    int processors = Runtime.getRuntime().availableProcessors();
    PipelineSettings settings =
        new PipelineSettings(recipe.augmentation(), recipe.batch(), seed, processors, 4);
    long steps = new EpochOrder(images.size(), seed).steps(recipe.epochs(), recipe.batch());
    long start = System.nanoTime();
    try (BatchPipeline pipeline = new BatchPipeline(images, architecture.preset(), settings, 0);
        DetectorTrainer trainer =
            DetectorTrainer.start(
                architecture,
                recipe.updates(),
                recipe.initialization(),
                seed,
                ReplicaSettings.automatic(ComputeDevice.AUTOMATIC, recipe.batch()))) {
      for (long step = 0; step < steps; step++) {
        TrainingBatch batch = pipeline.next();
        trainer.step(batch, recipe.schedule().rate(step, 0));
        pipeline.recycle(batch);
      }
      trainer.saveParameters(parameters);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double score(
      TrainingImages images, DetectorArchitecture architecture, Path parameters)
      throws IOException {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    ValidationTransform transform =
        new ValidationTransform(
            architecture.preset().inputSize(), architecture.preset().normalization());
    VocEvaluation evaluation = new VocEvaluation(architecture.classCount());
    try (DetectorModel model = DetectorModel.load(architecture, parameters)) {
      for (int index = 0; index < images.size(); index++) {
        LabelledImage image = images.get(index);
        RgbImage pixels = decoder.decode(image.bytes());
        evaluation.update(
            transform.boxes(image.boxes(), pixels.width(), pixels.height()),
            model.detectStretched(List.of(pixels)).get(0));
      }
    }
    return evaluation.result(VocAveragePrecision.VOC07).mean().orElse(0);
  }
}
