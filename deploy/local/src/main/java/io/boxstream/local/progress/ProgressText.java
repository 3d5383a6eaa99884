package io.boxstream.local.progress;

import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.TrainingProgress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the services report, in a line each. */
public final class ProgressText {

  private ProgressText() {}

  /** Epoch, batch, losses, speed, the time that is left, and how the run ended. */
  public static String of(TrainingProgress progress) {
    return format(
        "%s  epoch %d/%s  batch %d/%d  cross entropy %s  smooth L1 %s  %.1f images/s  ETA %s%s",
        progress.state().code(),
        presentEpoch(progress),
        epochs(progress),
        progress.batch(),
        progress.batches(),
        loss(progress.crossEntropy()),
        loss(progress.smoothL1()),
        progress.imagesPerSecond(),
        progress.etaSeconds().map(ProgressText::duration).orElse("-"),
        progress.detail().map(detail -> "  " + detail).orElse(""));
  }

  /** The score of a checkpoint on the validation split. */
  public static String of(EvaluationCompleted evaluation) {
    return format(
        "epoch %d  VOC07 mAP %s on %d images%s  %s",
        evaluation.epoch(),
        score(evaluation.voc07()),
        evaluation.images(),
        perClass(evaluation.perClass()),
        evaluation.decision().code());
  }

  /** Which generation serves since when. */
  public static String of(ModelPromoted promoted) {
    return format(
        "generation %d  checkpoint %s  VOC07 mAP %.3f",
        promoted.generation(), promoted.checkpointId(), promoted.voc07());
  }

  /** A time in minutes and seconds. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole >= 3600) {
      return format("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
    return format("%d:%02d", whole / 60, whole % 60);
  }

  /** A score with three places, a dash when there is none. */
  public static String score(Optional<Double> score) {
    return score.map(value -> format("%.3f", value)).orElse("-");
  }

  /** The event counts completed epochs; people count the one that is under way. */
  private static int presentEpoch(TrainingProgress progress) {
    boolean under = !progress.state().isFinal() && progress.batch() < progress.batches();
    return Math.min(progress.epochs(), progress.epoch() + (under ? 1 : 0));
  }

  /** How many epochs fit into a time budget is known when it is used. */
  private static String epochs(TrainingProgress progress) {
    boolean estimate = progress.budgetSeconds().isPresent() && !progress.state().isFinal();
    return (estimate ? "about " : "") + progress.epochs();
  }

  private static String perClass(Map<String, Double> scores) {
    return scores.isEmpty() || scores.size() > 6
        ? ""
        : scores.entrySet().stream()
            .map(entry -> format("%s %.3f", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String loss(Optional<Double> loss) {
    return loss.map(value -> format("%.3f", value)).orElse("-");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
