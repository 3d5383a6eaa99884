package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.DataSetWarnings;
import io.boxstream.dataset.SplitCounts;
import io.boxstream.detection.training.TrainingRecipe;
import io.boxstream.events.Split;
import java.util.Optional;

/** Plans a run: resolves every setting for a request and a data set, or fails with a reason. */
public final class RunPlanner {

  private final String model;
  private final RecipeRegistry recipes;
  private final Optional<BaseNetwork> base;

  /**
   * @param model name of the model that runs train
   * @param base what runs without a parent start from; empty for a start from scratch
   */
  public RunPlanner(String model, RecipeRegistry recipes, Optional<BaseNetwork> base) {
    this.model = requireNonNull(model, "model");
    this.recipes = requireNonNull(recipes, "recipes");
    this.base = requireNonNull(base, "base");
  }

  /** Name of the model that runs train. */
  public String model() {
    return model;
  }

  /** What a run starts from beside its parent; empty for a run with a parent. */
  public Optional<BaseNetwork> base(RunRecord run) {
    return run.parent().isPresent() ? Optional.empty() : base;
  }

  /**
   * Plans a run. Its classes are all labels of the snapshot, sorted, so that a class without
   * training images shows up in the evaluation instead of vanishing.
   *
   * @param parent checkpoint to start from; empty for a start from scratch
   * @throws RunFailedException if the snapshot cannot be trained or evaluated on
   */
  public RunRecord plan(
      RunRequest request, DataSetSnapshot snapshot, Optional<CheckpointId> parent) {
    requireTrainable(snapshot);
    SplitCounts images = snapshot.counts().images();
    TrainingRecipe recipe = recipes.resolve(request.overrides(), images.train());
    Long seed = recipes.seed(request.overrides());
    return new RunRecord(
        request.id(),
        model,
        request.requestedAt(),
        request.requestedBy(),
        recipes
            .limits(request.overrides(), recipe)
            .addTo(
                RecipeSettings.write(
                    recipe, recipes.preset(request.overrides()), snapshot.classes())),
        new SnapshotSummary(snapshot.hash(), images.train(), images.val(), images.test()),
        seed != null ? seed : seedOf(request.id()),
        parent,
        Optional.of(DataSetWarnings.of(snapshot)));
  }

  /** The same run with another network to start from. */
  public static RunRecord startingFrom(RunRecord run, StartingNetwork network) {
    return new RunRecord(
        run.runId(),
        run.model(),
        run.requestedAt(),
        run.requestedBy(),
        network.addTo(run.configuration()),
        run.dataSet(),
        run.seed(),
        run.parent(),
        run.warnings());
  }

  private static void requireTrainable(DataSetSnapshot snapshot) {
    SplitCounts images = snapshot.counts().images();
    if (images.train() == 0) {
      throw new RunFailedException(
          FailureCode.NO_TRAINING_IMAGES,
          ("there are no training images (%d validation and %d test images): send labelled images"
                  + " without a split, or name some in ImageSets/Main/train.txt")
              .formatted(images.val(), images.test()));
    }
    if (images.val() == 0) {
      throw new RunFailedException(
          FailureCode.NO_VALIDATION_IMAGES,
          ("there are no validation images (%d training and %d test images), so no checkpoint can"
                  + " be evaluated: send at least one more labelled image, without a split or with the"
                  + " split val")
              .formatted(images.train(), images.test()));
    }
    if (snapshot.entries(Split.TRAIN).stream().allMatch(entry -> entry.boxes().isEmpty())) {
      throw new RunFailedException(
          FailureCode.NO_LABELS,
          "none of the %d training images has a labelled box: import images with boxes first"
              .formatted(images.train()));
    }
  }

  /** The same id gives the same seed; within 32 bits, so that every tool reads it exactly. */
  private static long seedOf(String runId) {
    return Integer.toUnsignedLong(runId.hashCode());
  }
}
