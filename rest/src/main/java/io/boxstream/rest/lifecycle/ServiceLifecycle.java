package io.boxstream.rest.lifecycle;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Starts a service after HTTP, so that its health can be asked for while it starts, and closes it
 * when the process stops. A configuration that the service cannot use stops the start here.
 */
@Singleton
public class ServiceLifecycle {
  private final ServiceProcess process;

  ServiceLifecycle(ServiceProcess process) {
    this.process = process;
  }

  void start(@Observes StartupEvent event) {
    process.start();
  }

  void stop(@Observes ShutdownEvent event) {
    process.close();
  }
}
