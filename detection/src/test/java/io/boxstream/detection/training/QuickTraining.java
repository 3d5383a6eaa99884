package io.boxstream.detection.training;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import io.boxstream.detection.fixture.LabelledFolder;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.detection.metric.VocResult;
import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.EpochOrder;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.pipeline.PipelineSettings;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.transform.ValidationTransform;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Trains the quick recipe on the photographs of BCCD and scores it on its test split: the
 * measurement behind the recipe. Arguments: the list to train on, the number of steps (0 for the
 * recipe's), the seed, and with a number of steps the highest rate.
 */
final class QuickTraining {
  private static final List<String> CLASSES = List.of("rbc", "wbc", "platelets");
  private static final int REPORT_EVERY = 20;

  private QuickTraining() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    LabelledFolder folder = new LabelledFolder("bccd", CLASSES);
    List<LabelledImage> images = folder.images(arguments[0]);
    TrainingRecipe recipe = Recipes.quick(images.size());
    long seed = Long.parseLong(arguments[2]);
    long steps = Long.parseLong(arguments[1]);
    LearningRateSchedule schedule = recipe.schedule();
    if (steps == 0) {
      steps = new EpochOrder(images.size(), seed).steps(recipe.epochs(), recipe.batch());
    } else {
      double rate = Double.parseDouble(arguments[3]);
      schedule = new LearningRateSchedule.WarmupCosine(rate, 50, steps);
    }
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named(recipe.preset()), CLASSES);
    PipelineSettings settings =
        new PipelineSettings(recipe.augmentation(), recipe.batch(), seed, 2, 4);
    Path file = Files.createTempFile("quick", ".params");
    try (BatchPipeline pipeline =
            new BatchPipeline(listed(images), architecture.preset(), settings, 0);
        DetectorTrainer trainer =
            DetectorTrainer.start(architecture, recipe.updates(), recipe.initialization(), seed)) {
      train(pipeline, trainer, schedule, steps);
      trainer.saveParameters(file);
    }
    System.out.println(score(architecture, file, folder.images("test")));
    Files.delete(file);
  }

  private static void train(
      BatchPipeline pipeline, DetectorTrainer trainer, LearningRateSchedule schedule, long steps)
      throws InterruptedException {
    long waited = 0;
    long start = System.nanoTime();
    double loss = 0;
    for (int step = 0; step < steps; step++) {
      long before = System.nanoTime();
      TrainingBatch batch = pipeline.next();
      waited += System.nanoTime() - before;
      StepLosses losses = trainer.step(batch, schedule.rate(step, 0));
      pipeline.recycle(batch);
      loss += losses.crossEntropy() + losses.smoothL1();
      if ((step + 1) % REPORT_EVERY == 0) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "step %d loss %.3f, %.2f s a step, %.3f s of them waiting for images%n",
            step + 1, loss / REPORT_EVERY, seconds / (step + 1), waited / 1e9 / (step + 1));
        loss = 0;
      }
    }
  }

  private static VocResult score(
      DetectorArchitecture architecture, Path file, List<LabelledImage> images) {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    ValidationTransform transform =
        new ValidationTransform(
            architecture.preset().inputSize(), architecture.preset().normalization());
    VocEvaluation evaluation = new VocEvaluation(CLASSES.size());
    try (DetectorModel model = DetectorModel.load(architecture, file)) {
      for (LabelledImage image : images) {
        RgbImage pixels = decoder.decode(image.bytes());
        evaluation.update(
            transform.boxes(image.boxes(), pixels.width(), pixels.height()),
            model.detectStretched(List.of(pixels)).get(0));
      }
    }
    VocResult result = evaluation.result(VocAveragePrecision.VOC07);
    System.out.println("VOC07 " + result.mean());
    return result;
  }

  private static LabelledImages listed(List<LabelledImage> images) {
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
