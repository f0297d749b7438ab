package dev.vocostream.model.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A digest over what decides the numbers in a model's activations: weights, configuration,
 * tokenizer and the prompt template's version. The first 16 hex digits of SHA-256.
 */
public final class Fingerprint {
  private static final List<String> FILES =
      List.of(
          "config.json",
          "preprocessor_config.json",
          "added_tokens.json",
          "tokenizer.model",
          WeightFile.NAME);

  private Fingerprint() {}

  /**
   * Reads every byte of the checkpoint once, in a stream.
   *
   * @param template version of the prompt template
   */
  public static String of(Path directory, String template) {
    try {
      WeightFile.in(directory);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(template.getBytes(StandardCharsets.UTF_8));
      for (String name : FILES) {
        Path file = directory.resolve(name);
        // name and size first, so that bytes cannot move from one file to the next unnoticed
        digest.update((name + ":" + Files.size(file) + ";").getBytes(StandardCharsets.UTF_8));
        add(file, digest);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": the checkpoint cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void add(Path file, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
  }
}
