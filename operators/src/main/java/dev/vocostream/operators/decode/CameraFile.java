package dev.vocostream.operators.decode;

import dev.vocostream.operators.UrlScheme;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.net.URI;
import java.nio.file.Path;

/** The file a camera's URL names: a plain path or a {@code file:} URL, and nothing else. */
final class CameraFile {
  private CameraFile() {}

  /** Refuses every other scheme, naming the scheme only: the rest may hold a password. */
  static Path of(String url) throws VideoException {
    String scheme = UrlScheme.of(url);
    try {
      if (scheme == null) {
        return Path.of(url);
      }
      if (scheme.equalsIgnoreCase("file")) {
        return Path.of(URI.create(url));
      }
    } catch (IllegalArgumentException e) {
      throw new VideoException(Fault.NOT_A_FILE, "its url is not the path of a file");
    }
    throw new VideoException(
        Fault.NOT_A_FILE,
        "urls of scheme '%s' cannot be read, expected the path of a file or file:///path"
            .formatted(scheme));
  }
}
