package io.boxstream.inference.serve;

/**
 * Estimates how long the engine takes for a batch of n images, as {@code a + b n} with a, b ≥ 0:
 * weighted least squares over the batches that were measured, whose weights decay by {@code DECAY}
 * with each further one, so that the estimate follows a new model or a busier machine. Times are in
 * nanoseconds. Not thread-safe.
 */
final class BatchTimes {
  /** Half of the weight is that of the latest 34 batches. */
  private static final double DECAY = 0.98;

  private double weight;
  private double images;
  private double squares;
  private double time;
  private double products;

  /**
   * Adds a measurement.
   *
   * @param batch images of the batch, at least 1
   * @param nanos what the engine took for it
   */
  void add(int batch, long nanos) {
    weight = DECAY * weight + 1;
    images = DECAY * images + batch;
    squares = DECAY * squares + (double) batch * batch;
    time = DECAY * time + nanos;
    products = DECAY * products + (double) batch * nanos;
  }

  /** Whether nothing has been measured. */
  boolean isEmpty() {
    return weight == 0;
  }

  /**
   * The estimate for a batch. While all batches had the same size, their time is taken as
   * proportional to it, which overestimates larger ones.
   *
   * @param batch images of the batch, at least 1
   * @return nanoseconds; 0 if nothing has been measured
   */
  double of(int batch) {
    if (isEmpty()) {
      return 0;
    }
    double variance = squares / weight - square(images / weight);
    double proportional = time / images;
    if (variance < 1e-3) {
      return proportional * batch;
    }
    double covariance = products / weight - images / weight * (time / weight);
    double perImage = Math.max(0, covariance / variance);
    double overhead = time / weight - perImage * (images / weight);
    return overhead >= 0 ? overhead + perImage * batch : proportional * batch;
  }

  private static double square(double value) {
    return value * value;
  }
}
