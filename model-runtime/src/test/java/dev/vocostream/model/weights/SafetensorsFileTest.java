package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  @TempDir Path directory;

  @Test
  void readsWhatWasWritten() throws IOException {
    Path file = directory.resolve("a.safetensors");
    SafetensorsWriter writer = new SafetensorsWriter();
    writer.declare("b", 2, 2);
    writer.declare("a", 1);
    writer.write(file, name -> name.equals("a") ? new float[] {5} : new float[] {1, 2, 3, 4});

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      TensorInfo b = read.info("b");
      assertThat(read.names()).containsExactly("b", "a");
      assertThat(b.dtype()).isEqualTo(DType.FP32);
      assertThat(b.shape()).isEqualTo(List.of(2L, 2L));
      assertThat(read.map(b, 8, 8).getFloat(4)).isEqualTo(4);
      assertThat(read.map(read.info("a"), 0, 4).getFloat(0)).isEqualTo(5);
    }
  }

  /** Single quotes stand for double ones; 12 bytes of data follow each header. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}} | dtype: expected F32, F16 or BF16",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | expected 12 bytes apart",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | must begin where the one before",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | the file is cut or damaged",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | the file is cut or damaged",
        "{'a':{'dtype':'F32','shape':[-3],'data_offsets':[0,12]}} | whole numbers from zero",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[12,0]}} | expected 12 bytes apart",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0.0,12]}} | whole numbers from zero",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0]}} | data_offsets [begin, end]",
        "{'a':{'dtype':'F32','shape':3,'data_offsets':[0,12]}} | shape: expected an array of",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,3],'data_offsets':[0,12]}} | shape: expected"
            + " an array of at most 8",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,12]}} | a countable",
        "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,12]}} | whole"
            + " numbers",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | must begin where the one",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]},"
            + "'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | Duplicate field 'a'",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} [] | something stands behind",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12],'more':1}} | key: expected dtype,"
            + " shape",
        "{'a':{'dtype':'F32','dtype':'F16','shape':[3],'data_offsets':[0,12]}} | Duplicate field",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,6,12]}} | data_offsets: expected an"
            + " array",
        "{'a':{'shape':[3],'data_offsets':[0,12]}} | entry: expected dtype, shape and data_offsets",
        "{'a':[1]} | entry: expected an object",
        "[1,2,3] | must be a JSON object",
        "~ {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}~ | begins with '{'",
        "{'a': | not valid JSON",
      })
  void refusesAHeaderThatDoesNotDescribeTheFile(String header, String complaint)
      throws IOException {
    Path file = file(header.replace('\'', '"'), 12);

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "13", "1000000000000", "-1", "9223372036854775807", "4611686018427387904"})
  void refusesAHeaderLengthThatCannotBe(long length) throws IOException {
    Path file = directory.resolve("a.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Files.write(file, bytes.array());

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("the header length must be 2 to 12 bytes")
        .hasMessageContaining(Long.toUnsignedString(length));
  }

  @Test
  void refusesAFileWithoutAHeader() throws IOException {
    Path file = Files.write(directory.resolve("a.safetensors"), new byte[5]);

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .hasMessageContaining("has at least 8 bytes, found 5");
  }

  @Test
  void namesAMissingTensor() throws IOException {
    Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", 12);

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThatThrownBy(() -> read.info("b")).hasMessageContaining("tensor 'b' is missing");
    }
  }

  @Test
  void checksTensorsThatNobodyReadsButDoesNotKeepThem() throws IOException {
    String ids = "{\"ids\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},";
    String rest = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,12]}}";

    try (SafetensorsFile read = SafetensorsFile.open(file(ids + rest.formatted(8), 12), isIds())) {
      assertThat(read.names()).containsExactly("a");
      assertThat(read.ignored()).containsExactly("ids");
      assertThat(read.contains("ids")).isTrue();
    }
    Path overlapping = file(ids + rest.formatted(4).replace("[1]", "[2]"), 12);
    assertThatThrownBy(() -> SafetensorsFile.open(overlapping, isIds()))
        .hasMessageContaining("must begin where the one before ends");
  }

  @Test
  void refusesToMapWhatWasCutAfterItWasOpened() throws IOException {
    Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", 12);

    try (SafetensorsFile read = SafetensorsFile.open(file);
        FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
      cut.truncate(Files.size(file) - 1);

      assertThatThrownBy(() -> read.map(read.info("a"), 0, 12))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContaining("tensor 'a': the file was cut to");
    }
  }

  @Test
  void doesNotMapBeyondATensor() throws IOException {
    Path file = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", 12);

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThatThrownBy(() -> read.map(read.info("a"), 8, 8))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private static Predicate<String> isIds() {
    return name -> name.equals("ids");
  }

  private Path file(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return Files.write(directory.resolve("a.safetensors"), bytes.array());
  }
}
