package io.boxstream.console.app;

import io.boxstream.console.Service;
import io.boxstream.testbed.FreePorts;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Addresses of services that are away until a test starts one. */
final class FreeAddresses {

  private FreeAddresses() {}

  /** The configuration of a console whose services are away. */
  static Map<String, String> configuration() {
    Map<String, String> configuration = new HashMap<>();
    configuration.put("quarkus.http.test-port", "0");
    configuration.put("kafka.bootstrap.servers", "127.0.0.1:1");
    for (Service service : Service.values()) {
      configuration.put(key(service), "http://127.0.0.1:" + FreePorts.find());
    }
    return configuration;
  }

  /** The port where the console of this test looks for a service. */
  static int port(Service service) {
    return ConfigProvider.getConfig().getValue(key(service), URI.class).getPort();
  }

  private static String key(Service service) {
    return "boxstream.console.services." + service.code();
  }
}
