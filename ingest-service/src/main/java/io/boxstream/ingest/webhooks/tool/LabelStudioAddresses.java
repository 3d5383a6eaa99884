package io.boxstream.ingest.webhooks.tool;

import static io.boxstream.images.formats.JsonTree.object;

import io.boxstream.fetch.TrustedServer;
import io.boxstream.images.formats.FileNames;
import io.boxstream.ingest.webhooks.UnusableDeliveryException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * Addresses of images in Label Studio's tasks: absolute ones, and those on its own server ({@code
 * /data/upload/...}, {@code /data/local-files/?d=...}).
 */
final class LabelStudioAddresses {

  private static final String BASE_URL = "boxstream.ingest.webhooks.label-studio.base-url";
  private static final int SHOWN = 200;

  private final Optional<TrustedServer> server;

  /**
   * @param server Label Studio; empty if images are elsewhere
   */
  LabelStudioAddresses(Optional<TrustedServer> server) {
    this.server = server;
  }

  /**
   * The address of a task's image: {@code image}, or else the first address in its data.
   *
   * @throws UnusableDeliveryException if there is none
   */
  static String of(Map<?, ?> task) {
    Map<?, ?> data = object(task.get("data"));
    return Stream.concat(
            Stream.of(data.get("image")).filter(LabelStudioAddresses::isText),
            data.values().stream()
                .filter(LabelStudioAddresses::isText)
                .filter(value -> isAddress((String) value)))
        .map(String.class::cast)
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableDeliveryException(
                    "the data of task "
                        + Payloads.id(task).orElse("")
                        + " have no address of an image"));
  }

  private static boolean isText(Object value) {
    return value instanceof String text && !text.isBlank();
  }

  private static boolean isAddress(String text) {
    return text.contains("://")
        || text.startsWith("/data/")
        || (text.startsWith("/") && FileNames.isImage(withoutQuery(text)));
  }

  private static String withoutQuery(String text) {
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /**
   * Where to fetch an image.
   *
   * @throws UnusableDeliveryException if nothing can be fetched there
   */
  HttpUrl resolve(String address) {
    if (address.startsWith("http://") || address.startsWith("https://")) {
      return Optional.ofNullable(HttpUrl.parse(address)).orElseThrow(() -> unusable(address, ""));
    }
    if (address.startsWith("/")) {
      return server
          .orElseThrow(
              () -> unusable(address, "; set " + BASE_URL + " to the address of Label Studio"))
          .resolve(address)
          .orElseThrow(() -> unusable(address, ""));
    }
    throw unusable(
        address,
        address.contains("://")
            ? "; Boxstream reads no cloud storage: give the tasks addresses that begin with"
                + " https://, for example presigned ones"
            : "; tasks must have the address of an image, not the image or its name");
  }

  private static UnusableDeliveryException unusable(String address, String advice) {
    String shown = withoutQuery(address);
    shown = shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "...";
    return new UnusableDeliveryException("the image " + shown + " cannot be fetched" + advice);
  }

  /** The name of an image's file. */
  static String name(String address) {
    HttpUrl url = HttpUrl.parse(address.startsWith("/") ? "http://localhost" + address : address);
    if (url == null) {
      return "image";
    }
    String path = Optional.ofNullable(url.queryParameter("d")).orElseGet(() -> lastSegment(url));
    String name = FileNames.fileName(path);
    return name.isBlank() ? "image" : name;
  }

  private static String lastSegment(HttpUrl url) {
    return url.pathSegments().get(url.pathSize() - 1);
  }
}
