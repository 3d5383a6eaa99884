package io.boxstream.images.export;

/** Texts inside XML elements and attributes. */
public final class XmlText {

  private XmlText() {}

  /** The text without characters that mean something in XML; attributes have double quotes. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
