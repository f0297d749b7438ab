package dev.vocostream.operators.decode;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The file a camera's URL names: a plain path or a {@code file:} URL, and nothing else. */
final class CameraFile {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");

  private CameraFile() {}

  /** Refuses every other scheme, naming the scheme only: the rest may hold a password. */
  static Path of(String url) throws VideoException {
    var scheme = SCHEME.matcher(url);
    try {
      if (!scheme.lookingAt()) {
        return Path.of(url);
      }
      if (scheme.group(1).equalsIgnoreCase("file")) {
        return Path.of(URI.create(url));
      }
    } catch (IllegalArgumentException e) {
      throw new VideoException(Fault.NOT_A_FILE, "its url is not the path of a file");
    }
    throw new VideoException(
        Fault.NOT_A_FILE,
        "urls of scheme '%s' cannot be read, expected the path of a file or file:///path"
            .formatted(scheme.group(1)));
  }
}
