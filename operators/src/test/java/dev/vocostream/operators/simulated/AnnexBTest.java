package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.simulated.H264Clip.Picture;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnexBTest {
  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  @Test
  void unitsAreBetweenStartCodesOfEitherLengthWithoutZerosAtTheirEnds() {
    byte[] stream = hex("ffff 00000001 6701 000001 680200 00000001 6580 0304 0000");
    assertThat(AnnexB.units(stream)).containsExactly(hex("6701"), hex("6802"), hex("65800304"));
    assertThat(AnnexB.units(hex("00 00 01"))).isEmpty();
    assertThat(AnnexB.units(hex("0102"))).isEmpty();
  }

  @Test
  void aPictureHasItsParametersBeforeItAndAllItsSlices() {
    byte[] delimiter = hex("09f0");
    byte[] parameters = hex("6701");
    byte[] key = hex("6580");
    byte[] keySecond = hex("6540");
    byte[] slice = hex("4180");
    List<Picture> pictures =
        AnnexB.pictures(List.of(delimiter, parameters, key, keySecond, delimiter, slice, slice));
    assertThat(pictures).extracting(Picture::key).containsExactly(true, false, false);
    assertThat(pictures.get(0).units()).containsExactly(parameters, key, keySecond);
    assertThat(pictures.get(1).units()).containsExactly(slice);
  }
}
