package io.boxstream.artifacts.access;

import io.boxstream.artifacts.store.ArtifactException;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.artifacts.store.StoreSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Command that creates the bucket if it does not exist, and sets its policy: {@code CreateBucket
 * --bucket NAME --settings FILE}. The file has the properties {@code boxstream.store.*} of an
 * administrator. The users of the policy must exist in the store. It is idempotent. Exit code 0:
 * success; 1: invalid arguments or settings, or no response from the store.
 */
public final class CreateBucket {
  private static final String BUCKET = "--bucket";
  private static final String SETTINGS = "--settings";
  private static final String PREFIX = "boxstream.store.";
  private static final int DONE = 0;
  private static final int FAILED = 1;

  private CreateBucket() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.size() != 4
        || !arguments.get(0).equals(BUCKET)
        || !arguments.get(2).equals(SETTINGS)) {
      err.printf("usage: CreateBucket %s NAME %s FILE%n", BUCKET, SETTINGS);
      return FAILED;
    }
    try {
      StoreSettings settings = settings(arguments.get(1), Path.of(arguments.get(3)));
      ObjectStores.setBucketPolicy(
          settings, RetrySettings.defaults(), BucketPolicy.of(settings.bucket(), StoreUser.all()));
      out.println("bucket " + settings.bucket() + " has its policy");
      return DONE;
    } catch (IOException failure) {
      err.println("cannot read " + failure.getMessage());
      return FAILED;
    } catch (ArtifactException | IllegalArgumentException failure) {
      err.println(failure.getMessage());
      return FAILED;
    }
  }

  private static StoreSettings settings(String bucket, Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new StoreSettings(
        URI.create(required(properties, "endpoint")),
        required(properties, "access-key"),
        required(properties, "secret-key"),
        bucket,
        properties.getProperty(PREFIX + "region", StoreSettings.DEFAULT_REGION),
        Optional.ofNullable(properties.getProperty(PREFIX + "certificate-authority"))
            .map(Path::of));
  }

  private static String required(Properties properties, String name) {
    String value = properties.getProperty(PREFIX + name);
    if (value == null) {
      throw new IllegalArgumentException("the settings lack " + PREFIX + name);
    }
    return value;
  }
}
