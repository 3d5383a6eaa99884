package io.boxstream.trainer.fake;

import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DivergedException;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.loop.BatchSource;
import io.boxstream.trainer.loop.Learner;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.loop.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * An engine of two numbers: a weight, and a momentum that the optimizer keeps. Its losses depend on
 * both and on every image seen, so a run that goes on with the wrong one, or with other images,
 * shows.
 */
public final class FakeTrainingBackend implements TrainingBackend {

  private static final double START = 100;

  private final LongConsumer beforeStep;
  private final List<StepLosses> losses = Collections.synchronizedList(new ArrayList<>());
  private final List<Double> learningRates = Collections.synchronizedList(new ArrayList<>());
  private final List<String> beginnings = Collections.synchronizedList(new ArrayList<>());
  private volatile long divergesAt = Long.MAX_VALUE;
  private volatile boolean diskIsFull;
  private volatile long perturbedStep = Long.MAX_VALUE;
  private volatile Arrangement arrangement = new Arrangement(List.of("fake"), List.of(4));

  /**
   * @param beforeStep is called with each step, from 0, on the training thread
   */
  public FakeTrainingBackend(LongConsumer beforeStep) {
    this.beforeStep = beforeStep;
  }

  /** Makes the loss not a number at that step of the runs to come. */
  public void divergeAt(long step) {
    divergesAt = step;
  }

  /** Changes the last bit of the weight at that step of the runs to come. */
  public void perturb(long step) {
    perturbedStep = step;
  }

  /** Makes the disk full, or not any more, for what learners save. */
  public void fillDisk(boolean full) {
    diskIsFull = full;
  }

  /** Spreads the batches of the runs to come in another way. */
  public void spread(Arrangement next) {
    arrangement = next;
  }

  /** The losses of every step so far, over all runs. */
  public List<StepLosses> losses() {
    return List.copyOf(losses);
  }

  /** The learning rates of every step so far, over all runs. */
  public List<Double> learningRates() {
    return List.copyOf(learningRates);
  }

  /** How the learners began, in words. */
  public List<String> beginnings() {
    return List.copyOf(beginnings);
  }

  @Override
  public Learner start(TrainingPlan plan) {
    beginnings.add("start");
    return new FakeLearner(START, 0);
  }

  @Override
  public Learner startFrom(DetectorArchitecture parent, Path parameters, TrainingPlan plan) {
    beginnings.add("from " + parent.preset().name() + " " + parent.classes());
    return new FakeLearner(read(parameters), 0);
  }

  /** The file is a real one, so its length stands for what is in it. */
  @Override
  public Learner startFromFile(Path parameters, List<String> classes, TrainingPlan plan) {
    beginnings.add("from a file with " + classes);
    return new FakeLearner(parameters.toFile().length(), 0);
  }

  @Override
  public Learner resume(Path parameters, Path optimizerState, TrainingPlan plan) {
    beginnings.add("resume");
    return new FakeLearner(read(parameters), read(optimizerState));
  }

  @Override
  public BatchSource batches(LabelledImages images, TrainingPlan plan, long firstStep) {
    return new FakeBatches(images, plan.recipe().batch(), firstStep);
  }

  private static double read(Path file) {
    try {
      return Double.parseDouble(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void write(Path file, String text) {
    try {
      if (diskIsFull) {
        throw new IOException("No space left on device");
      }
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  private final class FakeLearner implements Learner {

    private double weight;
    private double momentum;

    private FakeLearner(double weight, double momentum) {
      this.weight = weight;
      this.momentum = momentum;
    }

    @Override
    public StepLosses step(TrainingBatch batch, double learningRate) {
      long step = (long) batch.pixels().get(0);
      beforeStep.accept(step);
      if (step == divergesAt) {
        throw new DivergedException(Double.NaN, 1, batch.imageIds());
      }
      momentum = 0.9 * momentum - learningRate * (weight + batch.imageIds().hashCode() % 97);
      weight += momentum;
      if (step == perturbedStep) {
        weight = Math.nextUp(weight);
      }
      StepLosses stepLosses = new StepLosses(Math.abs(weight), Math.abs(momentum), 1);
      losses.add(stepLosses);
      learningRates.add(learningRate);
      return stepLosses;
    }

    @Override
    public Arrangement arrangement() {
      return arrangement;
    }

    @Override
    public void saveParameters(Path file) {
      write(file, Double.toString(weight));
    }

    @Override
    public void saveOptimizerState(Path file) {
      write(file, Double.toString(momentum));
    }

    @Override
    public void saveGraph(Path file) {
      write(file, "{}");
    }

    @Override
    public void close() {}
  }

  /** Batches in the order of the entries; the only pixel value is the step. */
  private static final class FakeBatches implements BatchSource {

    private final LabelledImages images;
    private final int size;
    private long step;

    private FakeBatches(LabelledImages images, int size, long firstStep) {
      this.images = images;
      this.size = size;
      this.step = firstStep;
    }

    @Override
    public TrainingBatch next() {
      List<String> ids = new ArrayList<>();
      float[] pixels = new float[size];
      for (int index = 0; index < size; index++) {
        pixels[index] = step;
        ids.add(images.get((int) ((step * size + index) % images.size())).id());
      }
      step++;
      return new TrainingBatch(
          FloatBuffer.wrap(pixels), size, new float[size], new float[4 * size], ids);
    }

    @Override
    public void recycle(TrainingBatch batch) {}

    @Override
    public void close() {}
  }
}
