package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.dataset.quality.Suspect;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import io.boxstream.ingest.suspects.ListedSuspect;
import java.util.List;
import java.util.Optional;

/** Suspects as HTTP responses show them. */
final class SuspectViews {

  private SuspectViews() {}

  /**
   * A suspect.
   *
   * @param id to dismiss it
   * @param reason why it is one; the most likely reason, if there are several
   * @param alsoReasons the other reasons, the most likely first
   * @param score how likely it is wrong, in [0, 1]; comparable between reasons
   * @param text the same in a sentence for people
   * @param imageId the image; absent if it is about class names
   * @param split of the image
   * @param boxes the labels that look wrong
   * @param proposals what the model finds instead
   * @param otherImageId the image that it is nearly the same as
   * @param otherSplit of that image
   * @param classes the class names that are similar, the one with more boxes first
   * @param dismissed whether someone has found nothing wrong with it
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Item(
      String id,
      SuspectReason reason,
      List<SuspectReason> alsoReasons,
      double score,
      String text,
      Optional<String> imageId,
      Optional<Split> split,
      List<LabelledBox> boxes,
      List<DetectedBox> proposals,
      Optional<String> otherImageId,
      Optional<Split> otherSplit,
      List<String> classes,
      boolean dismissed) {}

  /**
   * A page of suspects.
   *
   * @param items the most likely first
   * @param next value of the parameter {@code after} for the next page; null on the last page
   * @param total how many there are on all pages; null if counting them would take long
   */
  record Page(List<Item> items, Optional<String> next, Optional<Long> total) {}

  static Item of(ListedSuspect listed) {
    Suspect suspect = listed.suspect();
    return new Item(
        listed.id(),
        suspect.reason(),
        suspect.alsoReasons(),
        suspect.score(),
        listed.text(),
        suspect.imageId(),
        listed.split(),
        suspect.boxes(),
        suspect.proposals(),
        suspect.otherImageId(),
        listed.otherSplit(),
        suspect.classes(),
        listed.dismissed());
  }
}
