package io.boxstream.benchmarks.capacity;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * How a scenario went.
 *
 * @param tooLittle the hour in which there was too little of a resource for the first time
 * @param images what became of the images
 * @param bytes on the log and in the store, one copy
 * @param runs that were trained
 * @param lags requests that waited at the end of each hour
 */
public record Outcome(
    Map<Resource, Integer> tooLittle,
    Images images,
    Map<Place, Bytes> bytes,
    int runs,
    List<Double> lags) {

  public Outcome {
    tooLittle = Map.copyOf(tooLittle);
    requireNonNull(images, "images");
    bytes = Map.copyOf(bytes);
    lags = List.copyOf(lags);
  }

  /** Where bytes are. */
  public enum Place {
    REQUESTS,
    ANSWERS,
    DATA_SET,
    QUARANTINE,
    CHECKPOINTS,
    SNAPSHOTS
  }

  /**
   * What became of the images at the end.
   *
   * @param requested images that were to be detected
   * @param answered requests with an answer
   * @param waiting requests that wait
   * @param lost requests that were removed before anyone read them
   * @param labelled images that came with labels
   * @param accepted images in the data set
   * @param rejected images in quarantine
   * @param pending labelled images that wait for ingest
   */
  public record Images(
      double requested,
      double answered,
      double waiting,
      double lost,
      double labelled,
      double accepted,
      double rejected,
      double pending) {}

  /**
   * Bytes in a place.
   *
   * @param written ever
   * @param removed by retention
   * @param held at the end
   */
  public record Bytes(double written, double removed, double held) {}
}
