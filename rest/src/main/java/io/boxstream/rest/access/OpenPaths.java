package io.boxstream.rest.access;

/**
 * The addresses of a service that check callers by themselves, such as webhooks with secrets of
 * their own. A service that has some has one bean of this type.
 */
@FunctionalInterface
public interface OpenPaths {

  /**
   * Whether everyone may send requests to an address.
   *
   * @param path normalized: without {@code .} and {@code ..}, and not to be taken for a prefix
   */
  boolean isOpen(String path);
}
