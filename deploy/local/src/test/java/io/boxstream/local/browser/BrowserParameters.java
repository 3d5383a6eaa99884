package io.boxstream.local.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One browser and one running system for all tests of a process, started when they are needed. */
final class BrowserParameters implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(BrowserParameters.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Chromium.class || type == ConsoleSystem.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // The store closes what can be closed, after the last test.
    ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
    return parameter.getParameter().getType() == Chromium.class
        ? store.computeIfAbsent(Chromium.class, key -> Chromium.start())
        : store.computeIfAbsent(ConsoleSystem.class, key -> ConsoleSystem.start());
  }
}
