package io.boxstream.ingest.imports;

import io.boxstream.events.Split;
import io.boxstream.ingest.intake.NearDuplicate;
import java.util.ArrayList;
import java.util.List;

/** What an import says about images that look nearly the same as others. Not thread-safe. */
final class NearDuplicateNotes {

  private static final int EXAMPLES = 3;

  private final Note joined = new Note();
  private final Note leaking = new Note();

  /**
   * Notes an image.
   *
   * @param imageId of the image
   * @param split where it is
   * @param near the image of the data set
   */
  void add(String imageId, Split split, NearDuplicate near) {
    String example =
        "image %s (%s) looks like %s (%s)"
            .formatted(imageId, split.code(), near.id(), near.split().code());
    if (!near.joined()) {
      leaking.add(example);
    } else if (near.split() != Split.TRAIN) {
      joined.add(example);
    }
  }

  /** At most two sentences with examples. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (joined.count > 0) {
      sentences.add(
          ("%d images look nearly the same as an image of validation or test and went into its"
                  + " split, not into training: %s.")
              .formatted(joined.count, String.join("; ", joined.examples)));
    }
    if (leaking.count > 0) {
      sentences.add(
          ("%d images look nearly the same as an image of another split, and their data set names"
                  + " their split: %s. What is tested on them is better than it should be. List them"
                  + " with GET /v1/suspects?reason=duplicate-across-splits.")
              .formatted(leaking.count, String.join("; ", leaking.examples)));
    }
    return sentences;
  }

  private static final class Note {
    private final List<String> examples = new ArrayList<>();
    private long count;

    void add(String example) {
      count++;
      if (examples.size() < EXAMPLES) {
        examples.add(example);
      }
    }
  }
}
