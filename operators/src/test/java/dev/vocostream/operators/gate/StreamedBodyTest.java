package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedBodyTest {
  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static CameraUrl url() throws BlockedUrlException {
    return CameraUrl.parse("https://cam.example/x", Gates.strict());
  }

  @Test
  void chunksAreOneStream() throws Exception {
    InputStream in = in("3\r\nabc\r\n10;x=y\r\n0123456789abcdef\r\n0\r\n\r\n");
    String text = new String(new ChunkedInput(in, url()).readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(text).isEqualTo("abc0123456789abcdef");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\r\n", "3\r\nabcd\r\n0\r\n\r\n", "-1\r\n", "fffffffff\r\n", "5\r\nab"})
  void whatIsNoChunkIsAnError(String text) throws Exception {
    ChunkedInput body = new ChunkedInput(in(text), url());
    assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
  }

  @Test
  void aLengthIsKept() throws Exception {
    assertThat(new FixedLengthInput(in("abcdef"), url(), 3).readAllBytes()).hasSize(3);
    assertThat(new FixedLengthInput(in("abcdef"), url(), 0).readAllBytes()).isEmpty();
    FixedLengthInput early = new FixedLengthInput(in("abcdef"), url(), 7);
    assertThatThrownBy(early::readAllBytes)
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("1 bytes early");
  }
}
