package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderLogTest {

  @ParameterizedTest
  @CsvSource({
    "'Opening rtsp://admin:s3cret@10.0.0.7/x', 'Opening rtsp://***@10.0.0.7/x'",
    "'http://a:b@h/1 then https://c@h/2', 'http://***@h/1 then https://***@h/2'",
    "'rtsp://10.0.0.7/mail@example.org', 'rtsp://10.0.0.7/mail@example.org'",
    "'  moov atom not found\n', 'moov atom not found'",
  })
  void leavesOutCredentials(String said, String written) {
    assertThat(DecoderLog.redacted(said)).isEqualTo(written);
  }
}
