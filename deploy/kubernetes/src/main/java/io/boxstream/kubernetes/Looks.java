package io.boxstream.kubernetes;

import io.boxstream.kubernetes.code.Connections;
import io.boxstream.kubernetes.code.Images;
import io.boxstream.kubernetes.code.Settings;
import io.boxstream.kubernetes.code.StoppingTimes;
import io.boxstream.kubernetes.look.DisruptionLook;
import io.boxstream.kubernetes.look.EncryptionLook;
import io.boxstream.kubernetes.look.ImagesLook;
import io.boxstream.kubernetes.look.Look;
import io.boxstream.kubernetes.look.MonitoringLook;
import io.boxstream.kubernetes.look.NetworkLook;
import io.boxstream.kubernetes.look.PortsLook;
import io.boxstream.kubernetes.look.ProbesLook;
import io.boxstream.kubernetes.look.ResourcesLook;
import io.boxstream.kubernetes.look.ScalingLook;
import io.boxstream.kubernetes.look.SecretsLook;
import io.boxstream.kubernetes.look.SettingsLook;
import io.boxstream.kubernetes.look.StoppingLook;
import io.boxstream.kubernetes.look.TopicsLook;
import io.boxstream.kubernetes.look.TrainingLook;
import io.boxstream.kubernetes.look.UsersLook;
import io.boxstream.kubernetes.manifest.Rendered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** All looks. */
public final class Looks {
  private Looks() {}

  /**
   * Creates them.
   *
   * @param home the checkout
   * @param secrets those that {@code init} makes for the folder that is looked at
   * @throws IOException if a file of the checkout cannot be read
   */
  public static List<Look> all(Path home, Rendered secrets) throws IOException {
    Settings settings = new Settings(home);
    Images images = new Images(home);
    return List.of(
        new SettingsLook(settings, images, secrets),
        new ImagesLook(images),
        new PortsLook(settings),
        new ProbesLook(home),
        new StoppingLook(new StoppingTimes(home, settings)),
        new TopicsLook(),
        new UsersLook(),
        new ScalingLook(),
        new NetworkLook(new Connections(home)),
        new SecretsLook(secrets),
        new EncryptionLook(),
        new ResourcesLook(),
        new DisruptionLook(),
        new MonitoringLook(home, settings),
        new TrainingLook(settings, images));
  }
}
