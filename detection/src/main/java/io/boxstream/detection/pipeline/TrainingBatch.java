package io.boxstream.detection.pipeline;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * The inputs of one training step, for B images, input size S and N anchors.
 *
 * @param pixels B×3×S×S, RGB, normalised; a direct buffer, position 0, limit at its end
 * @param size B
 * @param classTargets B×N: 0 is the background, c + 1 is class c
 * @param boxTargets B×N×4: encoded offsets, 0 where the class target is 0
 * @param imageIds the B images in order
 */
@SuppressWarnings("ArrayRecordComponent") // passed to the engine without a copy
public record TrainingBatch(
    FloatBuffer pixels, int size, float[] classTargets, float[] boxTargets, List<String> imageIds) {

  public TrainingBatch {
    requireNonNull(pixels, "pixels");
    imageIds = List.copyOf(imageIds);
    if (size < 1 || imageIds.size() != size) {
      throw new IllegalArgumentException(
          "batch of %d images with %d ids".formatted(size, imageIds.size()));
    }
    if (pixels.remaining() % size != 0
        || classTargets.length % size != 0
        || boxTargets.length != 4 * classTargets.length) {
      throw new IllegalArgumentException(
          "batch of %d with %d pixels, %d class targets, %d box targets"
              .formatted(size, pixels.remaining(), classTargets.length, boxTargets.length));
    }
  }
}
