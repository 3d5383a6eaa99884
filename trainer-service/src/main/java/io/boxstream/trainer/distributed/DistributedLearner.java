package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DivergedException;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.loop.BatchSource;
import io.boxstream.trainer.loop.Learner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network in training in the workers of an attempt. All finish a phase of a step before the next
 * one begins: batches, losses, gradients with update. Owns the attempt.
 *
 * <p>The images stay with the workers: the batches that this learner trains on know only their ids.
 */
final class DistributedLearner implements Learner {

  private static final float[] NO_TARGETS = {};

  private final Attempt attempt;
  private final DetectorArchitecture architecture;
  private final List<Integer> shares;
  private final Arrangement arrangement;
  private int positives;

  /**
   * @param attempt whose workers were given their tasks
   * @param shares how many images of a batch each worker takes
   */
  DistributedLearner(Attempt attempt, DetectorArchitecture architecture, List<Integer> shares) {
    this.attempt = requireNonNull(attempt, "attempt");
    this.architecture = requireNonNull(architecture, "architecture");
    this.shares = List.copyOf(shares);
    List<String> devices =
        attempt.collect(Message.Kind.STARTED).stream()
            .map(started -> "worker:" + started.field("device"))
            .toList();
    this.arrangement = new Arrangement(devices, shares);
  }

  /** The batches of the workers, from a step on. */
  BatchSource batches(LabelledImages images, long firstStep) {
    List<int[]> shards = Shards.of(images.size(), images::id, shares);
    for (int i = 0; i < shards.size(); i++) {
      int[] shard = shards.get(i);
      Participant worker = attempt.workers().get(i);
      worker.shard(index -> images.get(shard[index]));
      worker.send(
          Message.of(
              Message.Kind.IMAGES,
              Map.of(
                  "images", Integer.toString(shard.length),
                  "firstStep", Long.toString(firstStep))));
    }
    return new Batches();
  }

  private final class Batches implements BatchSource {
    @Override
    public TrainingBatch next() {
      attempt.tell(Message.of(Message.Kind.NEXT));
      List<String> ids = new ArrayList<>();
      positives = 0;
      for (Message ready : attempt.collect(Message.Kind.READY)) {
        positives += ready.number("positives");
        ids.addAll(new String(ready.payload(), StandardCharsets.UTF_8).lines().toList());
      }
      return new TrainingBatch(FloatBuffer.allocate(0), ids.size(), NO_TARGETS, NO_TARGETS, ids);
    }

    @Override
    public void recycle(TrainingBatch batch) {
      // The workers do.
    }

    @Override
    public void close() {
      // The workers end with the attempt.
    }
  }

  /** One step on the batch that the workers have ready. */
  @Override
  public StepLosses step(TrainingBatch batch, double learningRate) {
    attempt.tell(
        Message.of(Message.Kind.FORWARD, Map.of("positives", Integer.toString(positives))));
    StepLosses losses =
        StepLosses.sum(
            attempt.collect(Message.Kind.LOSSES).stream()
                .map(message -> floats(message.payload()))
                .toList(),
            positives);
    if (!losses.areFinite()) {
      attempt.tell(Message.of(Message.Kind.ABANDON));
      throw new DivergedException(losses.crossEntropy(), losses.smoothL1(), batch.imageIds());
    }
    attempt.tell(Message.of(Message.Kind.UPDATE, Map.of("rate", Double.toString(learningRate))));
    attempt.collect(Message.Kind.UPDATED);
    return losses;
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  @Override
  public Arrangement arrangement() {
    return arrangement;
  }

  @Override
  public void saveParameters(Path file) {
    save("parameters", file);
  }

  @Override
  public void saveOptimizerState(Path file) {
    save("optimizerState", file);
  }

  /** The first worker's; the others' differ in running statistics only. */
  private void save(String what, Path file) {
    attempt.workers().get(0).send(Message.of(Message.Kind.SAVE, Map.of("what", what)));
    try {
      FileParts.receive(file, attempt::first);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  @Override
  public void saveGraph(Path file) {
    try {
      Files.writeString(file, new DetectorNetwork(architecture).storedSymbol());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  @Override
  public void close() {
    attempt.close();
  }
}
