package io.boxstream.images.voc;

import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.images.formats.XmlFiles;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads Pascal VOC annotation files.
 *
 * <p>The files count pixels from one; the boxes here count from zero, so one is taken off all four
 * coordinates, as GluonCV's {@code VOCDetection} does. A document type is refused before anything
 * in it is expanded: an annotation has no use for one, and every XML attack has. Parts of an object
 * (VOC's person layout) have names and boxes of their own, which are not objects.
 */
public final class VocXml {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_TEXT = 4096;

  private VocXml() {}

  /**
   * Reads one document.
   *
   * @throws MalformedAnnotationException where it is not a VOC annotation
   */
  public static Annotation read(String xml) {
    try {
      XMLStreamReader reader = XmlFiles.reader(xml);
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new MalformedAnnotationException("the XML cannot be parsed: " + XmlFiles.message(e), e);
    }
  }

  private static Annotation read(XMLStreamReader reader) throws XMLStreamException {
    VocDocument document = new VocDocument();
    Deque<String> path = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new MalformedAnnotationException(
                "the XML has a document type or an entity, which an annotation may not have");
        case XMLStreamConstants.START_ELEMENT -> {
          enter(path, reader.getLocalName());
          document.start(String.join("/", path));
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(text, reader);
        case XMLStreamConstants.END_ELEMENT -> {
          document.end(String.join("/", path), text.toString().strip());
          text.setLength(0);
          path.removeLast();
        }
        default -> {
          // comments, processing instructions and space say nothing about boxes
        }
      }
    }
    return document.toAnnotation();
  }

  private static void enter(Deque<String> path, String name) {
    if (path.size() >= MAX_DEPTH) {
      throw new MalformedAnnotationException("the XML is nested deeper than " + MAX_DEPTH);
    }
    if (path.isEmpty() && !name.equals("annotation")) {
      throw new MalformedAnnotationException(
          "the XML's root is <" + name + ">, not the <annotation> of Pascal VOC");
    }
    path.addLast(name);
  }

  private static void append(StringBuilder text, XMLStreamReader reader) {
    if (text.length() + reader.getTextLength() > MAX_TEXT) {
      throw new MalformedAnnotationException("a text in the XML is longer than " + MAX_TEXT);
    }
    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }
}
