package io.boxstream.artifacts.store;

import static java.util.Objects.requireNonNull;

import io.boxstream.certificates.CertificateAuthority;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SetBucketPolicyArgs;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adapter for S3-compatible servers.
 *
 * <p>{@link #putIfAbsent} sends the header {@code If-None-Match: *} with a single-part upload. With
 * several parts some servers silently overwrite the object.
 */
final class S3ObjectStore implements ObjectStore {
  private static final Logger LOG = LoggerFactory.getLogger(S3ObjectStore.class);
  private static final Map<String, String> IF_ABSENT = Map.of("If-None-Match", "*");
  private static final long SMALLEST_PART = 5L << 20;
  private static final long LARGE_PART = 64L << 20;
  private static final long PART_COUNT_LIMIT = 10_000;

  private final MinioClient client;
  private final OkHttpClient http;
  private final String bucket;

  S3ObjectStore(StoreSettings settings, RetrySettings times) {
    this.http = httpClient(settings, times);
    this.client =
        MinioClient.builder()
            .endpoint(settings.endpoint().toString())
            .region(settings.region())
            .credentials(settings.accessKey(), settings.secretKey())
            .httpClient(http)
            .build();
    this.bucket = requireNonNull(settings, "settings").bucket();
  }

  private static OkHttpClient httpClient(StoreSettings settings, RetrySettings times) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectTimeout(times.connectTimeout())
            .readTimeout(times.answerTimeout())
            .writeTimeout(times.answerTimeout())
            // The decorator retries. Retries inside the client would hide lost responses.
            .retryOnConnectionFailure(false);
    settings
        .certificateAuthority()
        .map(S3ObjectStore::open)
        .ifPresent(
            authority ->
                builder.sslSocketFactory(
                    authority.context().getSocketFactory(), authority.trustManager()));
    return builder.build();
  }

  private static CertificateAuthority open(Path file) {
    try {
      return CertificateAuthority.open(
          file,
          e ->
              LOG.error(
                  "The certificate authority of the store was not read again; the last one counts",
                  e));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the certificate authority of the store: " + e.getMessage(), e);
    }
  }

  @Override
  public void createBucket() {
    call(
        bucket,
        () -> {
          if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            makeBucket();
          }
          return null;
        });
  }

  private void makeBucket() throws MinioException, IOException, GeneralSecurityException {
    try {
      client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
    } catch (ErrorResponseException e) {
      // Several services may start at the same time: another one has created the bucket.
      if (!e.errorResponse().code().startsWith("BucketAlready")) {
        throw e;
      }
    }
  }

  /** Sets the policy of the bucket, JSON in the language of Amazon S3. */
  void setBucketPolicy(String policy) {
    call(
        bucket,
        () -> {
          client.setBucketPolicy(
              SetBucketPolicyArgs.builder().bucket(bucket).config(policy).build());
          return null;
        });
  }

  @Override
  public byte[] get(String key) {
    return call(
        ObjectKeys.requireKey(key),
        () -> {
          try (InputStream in = open(key, 0)) {
            return in.readAllBytes();
          }
        });
  }

  @Override
  public InputStream openStream(String key, long offset) {
    return call(ObjectKeys.requireKey(key), () -> open(key, offset));
  }

  private InputStream open(String key, long offset)
      throws MinioException, IOException, GeneralSecurityException {
    GetObjectArgs.Builder request = GetObjectArgs.builder().bucket(bucket).object(key);
    return client.getObject((offset > 0 ? request.offset(offset) : request).build());
  }

  @Override
  public void put(String key, Path file) {
    ObjectKeys.requireKey(key);
    call(
        key,
        () -> {
          long size = file.toFile().length();
          long part = Math.max(LARGE_PART, size / PART_COUNT_LIMIT + 1);
          return client.uploadObject(
              UploadObjectArgs.builder()
                  .bucket(bucket)
                  .object(key)
                  .filename(file.toString(), part)
                  .contentType("application/octet-stream")
                  .build());
        });
  }

  @Override
  public void put(String key, byte[] content) {
    ObjectKeys.requireKey(key);
    call(key, () -> client.putObject(singlePart(key, content).build()));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    ObjectKeys.requireKey(key);
    return call(
        key,
        () -> {
          try {
            client.putObject(singlePart(key, content).headers(IF_ABSENT).build());
            return true;
          } catch (ErrorResponseException e) {
            if (S3Failures.isPreconditionFailed(e)) {
              return false;
            }
            throw e;
          }
        });
  }

  private PutObjectArgs.Builder singlePart(String key, byte[] content) {
    return PutObjectArgs.builder()
        .bucket(bucket)
        .object(key)
        .contentType(key.endsWith(".json") ? "application/json" : "application/octet-stream")
        .stream(
            new ByteArrayInputStream(content),
            content.length,
            Math.max(SMALLEST_PART, content.length));
  }

  @Override
  public Optional<ObjectStat> stat(String key) {
    ObjectKeys.requireKey(key);
    try {
      StatObjectResponse found =
          call(
              key,
              () -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build()));
      return Optional.of(
          new ObjectStat(key, found.size(), toTheSecond(found.lastModified().toInstant())));
    } catch (ObjectNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String prefix) {
    return items(prefix, true).stream().map(Item::objectName).sorted().toList();
  }

  @Override
  public List<ObjectStat> listStats(String prefix) {
    return items(prefix, true).stream()
        .map(S3ObjectStore::stat)
        .sorted(Comparator.comparing(ObjectStat::key))
        .toList();
  }

  @Override
  public List<ObjectStat> listStats(String prefix, String after, int limit) {
    return call(
        prefix,
        () -> {
          ListObjectsArgs.Builder arguments =
              ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true);
          arguments.maxKeys(limit);
          if (!after.isEmpty()) {
            arguments.startAfter(after);
          }
          List<ObjectStat> part = new ArrayList<>();
          // The client asks for the next part when this loop does.
          for (Result<Item> result : client.listObjects(arguments.build())) {
            part.add(stat(result.get()));
            if (part.size() == limit) {
              break;
            }
          }
          part.sort(Comparator.comparing(ObjectStat::key));
          return part;
        });
  }

  private static ObjectStat stat(Item item) {
    return new ObjectStat(
        item.objectName(), item.size(), toTheSecond(item.lastModified().toInstant()));
  }

  @Override
  public List<String> folders(String prefix) {
    ObjectKeys.requireFolder(prefix);
    return items(prefix, false).stream()
        .map(Item::objectName)
        .map(name -> name.substring(prefix.length(), name.length() - 1))
        .sorted()
        .toList();
  }

  /** Listings have fractions of a second, metadata of a single object has not. */
  private static Instant toTheSecond(Instant modified) {
    return modified.truncatedTo(ChronoUnit.SECONDS);
  }

  /** All objects, or the folders directly in a folder. */
  private List<Item> items(String prefix, boolean objects) {
    return call(
        prefix,
        () -> {
          List<Item> items = new ArrayList<>();
          for (Result<Item> result :
              client.listObjects(
                  ListObjectsArgs.builder()
                      .bucket(bucket)
                      .prefix(prefix)
                      .recursive(objects)
                      .build())) {
            Item item = result.get();
            if (item.isDir() != objects) {
              items.add(item);
            }
          }
          return items;
        });
  }

  @Override
  public void delete(String key) {
    ObjectKeys.requireKey(key);
    call(
        key,
        () -> {
          client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
          return null;
        });
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private static <T> T call(String key, Request<T> request) {
    try {
      return request.run();
    } catch (MinioException | IOException | GeneralSecurityException e) {
      throw S3Failures.translate(key, e);
    }
  }

  private interface Request<T> {
    T run() throws MinioException, IOException, GeneralSecurityException;
  }
}
