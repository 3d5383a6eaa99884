package io.boxstream.detection.training;

import io.boxstream.detection.pipeline.TrainingBatch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One replica's part of a batch, with B images. The buffers are views of the batch.
 *
 * @param images B
 * @param pixels B×3×S×S
 * @param classTargets B×N
 * @param boxTargets B×N×4
 * @param batchPositives positive anchors of the whole batch
 * @param imageIds the B images
 */
record BatchShare(
    int images,
    FloatBuffer pixels,
    FloatBuffer classTargets,
    FloatBuffer boxTargets,
    int batchPositives,
    List<String> imageIds) {
  /**
   * Divides a batch among the replicas.
   *
   * @param sizes the number of images of each replica; they sum to the size of the batch
   */
  static List<BatchShare> of(TrainingBatch batch, List<Integer> sizes) {
    return of(batch, sizes, positives(batch));
  }

  /**
   * Divides a batch, which may itself be a part of a larger one, among the replicas.
   *
   * @param positives positive anchors of the whole batch
   */
  static List<BatchShare> of(TrainingBatch batch, List<Integer> sizes, int positives) {
    List<BatchShare> shares = new ArrayList<>();
    int first = 0;
    for (int images : sizes) {
      shares.add(
          new BatchShare(
              images,
              part(batch.pixels(), batch.size(), first, images),
              part(FloatBuffer.wrap(batch.classTargets()), batch.size(), first, images),
              part(FloatBuffer.wrap(batch.boxTargets()), batch.size(), first, images),
              positives,
              batch.imageIds().subList(first, first + images)));
      first += images;
    }
    return shares;
  }

  /** The number of anchors that are matched to an object. */
  static int positives(TrainingBatch batch) {
    int positives = 0;
    for (float target : batch.classTargets()) {
      positives += target > 0 ? 1 : 0;
    }
    return positives;
  }

  private static FloatBuffer part(FloatBuffer values, int batch, int first, int images) {
    int perImage = values.remaining() / batch;
    return values.slice(values.position() + first * perImage, images * perImage);
  }
}
