package io.boxstream.ingest.archive;

/**
 * What a data set's lists say about an image, in the order of processing: of two equal images the
 * first one on the log decides the split, so an image that is in a test list stays out of training
 * whatever other lists say.
 */
public enum Assignment {
  /** In {@code test.txt}. */
  TEST,
  /** In {@code val.txt} and not in {@code test.txt}. */
  VAL,
  /** In {@code train.txt}, or in {@code trainval.txt} and in neither of the above. */
  TRAIN,
  /** The data set has no lists: the identity of the image decides. */
  BY_IDENTITY,
  /** The data set has lists and the image is in none. */
  NOT_LISTED
}
