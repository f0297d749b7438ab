package dev.vocostream.model.text;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Loads the native part of the tokenizers library, when it is first needed.
 *
 * <p>The library's own loader is not used: it keeps a cache in the user's home, may download a
 * build for the GPU, and the classes around it report their use to its makers. Here the file comes
 * from the class path, passes through a temporary file, and nothing is contacted.
 */
final class TokenizersNative {
  private static boolean loaded;

  private TokenizersNative() {}

  /**
   * @throws IllegalStateException if there is none for this machine, or it cannot be loaded
   */
  static synchronized TokenizersLibrary loaded() {
    if (!loaded) {
      load(resource());
      loaded = true;
    }
    return TokenizersLibrary.LIB;
  }

  private static String resource() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String os = system.contains("mac") ? "osx" : system.contains("linux") ? "linux" : system;
    String arch = System.getProperty("os.arch");
    String cpu = arch.equals("amd64") ? "x86_64" : arch.equals("arm64") ? "aarch64" : arch;
    return "/native/lib/%s-%s/cpu/%s".formatted(os, cpu, System.mapLibraryName("tokenizers"));
  }

  private static void load(String resource) {
    try (InputStream in = TokenizersLibrary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource + " is not on the class path");
      }
      Path file = Files.createTempFile("voco-tokenizers", ".native");
      try {
        // written into, not replaced: only its owner may write what is about to run
        try (OutputStream out = Files.newOutputStream(file)) {
          in.transferTo(out);
        }
        System.load(file.toAbsolutePath().toString());
      } finally {
        // once loaded, it is needed by its mapping only
        Files.deleteIfExists(file);
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new IllegalStateException(
          "the tokenizers library, which a tokenizer.json needs, cannot be loaded (%s): check that %s may hold executable files, or use a tokenizer.model"
              .formatted(e.getMessage(), System.getProperty("java.io.tmpdir")),
          e);
    }
  }
}
