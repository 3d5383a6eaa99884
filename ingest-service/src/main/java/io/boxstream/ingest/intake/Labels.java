package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.images.voc.AnnotationText;
import io.boxstream.images.voc.MalformedAnnotationException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of an annotation, or why there are none. */
public sealed interface Labels {

  /**
   * The annotation's text.
   *
   * @throws RejectedImageException where there is none
   */
  String text();

  /** The annotation for the quarantine: whatever of it can be shown as text. */
  Optional<String> kept();

  /**
   * An annotation in memory.
   *
   * @param bytes not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // one annotation, handed on uncopied
  record Given(byte[] bytes) implements Labels {

    /** Longest annotation that a record of the quarantine carries, in characters. */
    static final int KEPT = 256 * 1024;

    /** Checks that there are bytes. */
    public Given {
      requireNonNull(bytes, "bytes");
    }

    @Override
    public String text() {
      try {
        return AnnotationText.decode(bytes);
      } catch (MalformedAnnotationException e) {
        throw new RejectedImageException(RejectionReason.UNREADABLE_ANNOTATION, e.getMessage());
      }
    }

    @Override
    public Optional<String> kept() {
      String text;
      try {
        text = AnnotationText.decode(bytes);
      } catch (MalformedAnnotationException e) {
        // One character per byte: what is not text can still be looked at.
        text = new String(bytes, StandardCharsets.ISO_8859_1);
      }
      return Optional.of(text.length() <= KEPT ? text : text.substring(0, KEPT));
    }
  }

  /**
   * An annotation that was decoded before: its declaration may name an encoding that is history.
   *
   * @param text of XML or JSON
   */
  record Text(String text) implements Labels {

    /** Checks that there is a text. */
    public Text {
      requireNonNull(text, "text");
    }

    @Override
    public Optional<String> kept() {
      return Optional.of(text);
    }
  }

  /**
   * No annotation.
   *
   * @param reason why not
   * @param detail why not, for a person
   */
  record Absent(RejectionReason reason, String detail) implements Labels {

    /** Checks that everything is there. */
    public Absent {
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }

    @Override
    public String text() {
      throw new RejectedImageException(reason, detail);
    }

    @Override
    public Optional<String> kept() {
      return Optional.empty();
    }
  }
}
