package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which detections of a report are true positives, image by image, with Pascal VOC's matching. Two
 * reports on the same validation set list the same images in the same order, sorted by id, so their
 * scores can be compared on any selection of the images.
 *
 * <p>A detection takes about 7 bytes. Detections of difficult objects do not count and are absent.
 *
 * @param images number of images
 * @param perClass matches by label; a class without ground truth is absent
 */
public record DetectionMatches(int images, Map<String, ClassMatches> perClass) {
  public DetectionMatches {
    perClass = Collections.unmodifiableMap(new TreeMap<>(perClass));
    for (Map.Entry<String, ClassMatches> entry : perClass.entrySet()) {
      if (entry.getValue().groundTruths().size() != images) {
        throw new IllegalArgumentException(
            "class '%s' has %d images, not %d"
                .formatted(entry.getKey(), entry.getValue().groundTruths().size(), images));
      }
    }
  }

  /**
   * The matches of one class.
   *
   * @param groundTruths boxes that count (not difficult), by image
   * @param detections number of detections, by image
   * @param scores the scores of the detections, image by image and best first: Base64 of big-endian
   *     float32
   * @param verdicts one letter per detection in the same order: T is a true positive, F a false
   *     positive
   */
  public record ClassMatches(
      List<Integer> groundTruths, List<Integer> detections, String scores, String verdicts) {
    private static final char TRUE_POSITIVE = 'T';
    private static final char FALSE_POSITIVE = 'F';

    public ClassMatches {
      groundTruths = List.copyOf(groundTruths);
      detections = List.copyOf(detections);
      requireNonNull(scores, "scores");
      requireNonNull(verdicts, "verdicts");
      int total = detections.stream().mapToInt(Integer::intValue).sum();
      int bytes = Base64.getDecoder().decode(scores).length;
      if (groundTruths.size() != detections.size()
          || bytes != total * Float.BYTES
          || verdicts.length() != total) {
        throw new IllegalArgumentException(
            "%d and %d images, %d detections with %d bytes of scores and %d verdicts"
                .formatted(
                    groundTruths.size(), detections.size(), total, bytes, verdicts.length()));
      }
      if (!verdicts.chars().allMatch(one -> one == TRUE_POSITIVE || one == FALSE_POSITIVE)) {
        throw new IllegalArgumentException("verdicts must be T or F");
      }
    }

    /** Packs arrays; see the components for their order. */
    public static ClassMatches of(
        int[] groundTruths, int[] detections, float[] scores, boolean[] truePositives) {
      ByteBuffer bytes = ByteBuffer.allocate(scores.length * Float.BYTES);
      StringBuilder verdicts = new StringBuilder(scores.length);
      for (int i = 0; i < scores.length; i++) {
        bytes.putFloat(scores[i]);
        verdicts.append(truePositives[i] ? TRUE_POSITIVE : FALSE_POSITIVE);
      }
      return new ClassMatches(
          Arrays.stream(groundTruths).boxed().toList(),
          Arrays.stream(detections).boxed().toList(),
          Base64.getEncoder().encodeToString(bytes.array()),
          verdicts.toString());
    }

    /** The scores as numbers. */
    public float[] unpackScores() {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(scores));
      float[] unpacked = new float[verdicts.length()];
      for (int i = 0; i < unpacked.length; i++) {
        unpacked[i] = bytes.getFloat();
      }
      return unpacked;
    }

    /** Whether each detection is a true positive. */
    public boolean[] unpackVerdicts() {
      boolean[] unpacked = new boolean[verdicts.length()];
      for (int i = 0; i < unpacked.length; i++) {
        unpacked[i] = verdicts.charAt(i) == TRUE_POSITIVE;
      }
      return unpacked;
    }
  }
}
