package dev.vocostream.model.training.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vocostream.model.training.BadExampleException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The elements of a JSON array in a file that is too large to hold. The file is read through once;
 * what is kept is where each element begins, eight bytes an element.
 */
final class JsonArrayFile implements Closeable {
  /** Far above any conversation; one broken record must not fill the heap. */
  private static final int MAX_ELEMENT_BYTES = 16 << 20;

  private static final int BUFFER_BYTES = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MAX_ELEMENT_BYTES).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  private final Path file;
  private final FileChannel channel;

  /** Where elements begin, in bytes, and where the last one ends. */
  private final long[] offsets;

  private JsonArrayFile(Path file, FileChannel channel, long[] offsets) {
    this.file = file;
    this.channel = channel;
    this.offsets = offsets;
  }

  /**
   * Reads through the whole file once.
   *
   * @throws BadExampleException naming file and byte, if it is not one JSON array in UTF-8
   */
  static JsonArrayFile open(Path file) throws IOException {
    long[] offsets;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        JsonParser parser = new JsonFactory().createParser(in)) {
      offsets = index(file, parser);
    }
    return new JsonArrayFile(file, FileChannel.open(file, StandardOpenOption.READ), offsets);
  }

  private static long[] index(Path file, JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw notAnArray(file, parser, "found " + found(parser));
      }
      long[] offsets = elements(file, parser);
      if (parser.nextToken() != null) {
        throw notAnArray(file, parser, "found more behind it");
      }
      return offsets;
    } catch (JsonProcessingException e) {
      throw new BadExampleException(
          "%s, byte %d: expected JSON, found: %s; is the file complete?"
              .formatted(file, e.getLocation().getByteOffset(), e.getOriginalMessage()),
          e);
    }
  }

  private static long[] elements(Path file, JsonParser parser) throws IOException {
    long[] offsets = new long[1024];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count + 1 == offsets.length) {
        offsets = Arrays.copyOf(offsets, offsets.length * 2);
      }
      offsets[count] = parser.currentTokenLocation().getByteOffset();
      if (offsets[count] < 0) {
        throw notAnArray(file, parser, "found another encoding");
      }
      count++;
      parser.skipChildren();
    }
    offsets[count] = parser.currentTokenLocation().getByteOffset();
    return Arrays.copyOf(offsets, count + 1);
  }

  private static String found(JsonParser parser) {
    return parser.currentToken() == null ? "nothing" : "" + parser.currentToken();
  }

  private static BadExampleException notAnArray(Path file, JsonParser parser, String found) {
    long at = Math.max(0, parser.currentTokenLocation().getByteOffset());
    return new BadExampleException(
        "%s, byte %d: expected one JSON array in UTF-8, %s".formatted(file, at, found));
  }

  Path file() {
    return file;
  }

  int size() {
    return offsets.length - 1;
  }

  /** Where the element begins, in bytes. */
  long offset(int element) {
    return offsets[element];
  }

  /**
   * May be called by several threads.
   *
   * @throws BadExampleException naming file and byte, if the element is no longer what it was, is
   *     longer than 16 MiB, or names a field twice
   */
  JsonNode read(int element) {
    long from = offsets[element];
    long length = offsets[element + 1] - from;
    if (length > MAX_ELEMENT_BYTES) {
      throw bad(element, "at most %d bytes".formatted(MAX_ELEMENT_BYTES), length + "", null);
    }
    try {
      byte[] bytes = bytes(element, from, (int) length);
      return JSON.readTree(bytes, 0, lengthOfElement(bytes));
    } catch (JsonProcessingException e) {
      throw bad(element, "JSON", e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("%s, byte %d: %s".formatted(file, from, e.getMessage()), e);
    }
  }

  private byte[] bytes(int element, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw bad(element, "the file as it was when it was opened", "its end", null);
      }
    }
    return buffer.array();
  }

  /** Without what lies between it and the next one. */
  private static int lengthOfElement(byte[] bytes) {
    int length = bytes.length;
    while (bytes[length - 1] == ',' || bytes[length - 1] <= ' ' && bytes[length - 1] >= 0) {
      length--;
    }
    return length;
  }

  private BadExampleException bad(int element, String expected, String found, Exception cause) {
    return new BadExampleException(
        "%s: element %d, byte %d: expected %s, found %s"
            .formatted(file, element, offsets[element], expected, found),
        cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
