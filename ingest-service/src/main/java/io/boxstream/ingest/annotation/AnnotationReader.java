package io.boxstream.ingest.annotation;

import io.boxstream.images.voc.Annotation;
import io.boxstream.images.voc.AnnotationText;
import io.boxstream.images.voc.MalformedAnnotationException;
import io.boxstream.images.voc.VocXml;

/** Reads an annotation of either form: what begins with an angle bracket is XML, the rest JSON. */
public final class AnnotationReader {

  private AnnotationReader() {}

  /**
   * Reads one annotation.
   *
   * @param text as {@link AnnotationText#decode} gives it
   * @throws MalformedAnnotationException where it cannot be read
   */
  public static Annotation read(String text) {
    if (text.isBlank()) {
      throw new MalformedAnnotationException("the annotation is empty");
    }
    return text.startsWith("<") ? VocXml.read(text) : JsonBoxes.read(text);
  }
}
