package io.boxstream.ingest.intake;

/** What happens to a new image that looks nearly the same as an image of the data set. */
public enum NearDuplicatePolicy {
  /** It goes into the split of that image, unless its sender or its data set names a split. */
  FOLLOW,

  /** As FOLLOW, and an image whose named split would leak goes into quarantine. */
  STRICT,

  /** Nothing: it is only listed as a suspect. */
  OFF
}
