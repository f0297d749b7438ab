package dev.vocostream.model.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A digest over what decides the numbers in a model's activations: weights, configuration,
 * tokenizer and the prompt template's version. The first 16 hex digits of SHA-256.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * Verifies the manifest, which reads every byte of the checkpoint once, in a stream.
   *
   * @param template version of the prompt template
   * @throws dev.vocostream.model.InvalidCheckpointException if the files are not what the manifest
   *     says, or there is none
   */
  public static String of(Path directory, String template) {
    try {
      CheckpointFiles.in(directory);
      Manifest manifest = Manifest.read(directory);
      manifest.verify(directory);
      return of(manifest, template);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": the checkpoint cannot be read", e);
    }
  }

  /**
   * @param verified a manifest whose files have been compared already
   */
  public static String of(Manifest verified, String template) {
    MessageDigest digest = FileDigest.sha256();
    add(digest, template);
    verified
        .files()
        .forEach(
            (name, sha256) -> {
              add(digest, name);
              add(digest, sha256);
            });
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  /** The length goes first, so that letters cannot move from one text to the next unnoticed. */
  private static void add(MessageDigest digest, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    digest.update((utf8.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(utf8);
  }
}
