package dev.vocostream.operators.decode;

import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/** Clips as others make them: with sound, with pictures out of order, in other containers. */
public enum OtherClips {
  SOUND("mp4", "libopenh264", 1),
  SOUND_THAT_LASTS_LONGER("matroska", "libopenh264", 1.3),
  PICTURES_OUT_OF_ORDER("mp4", "mpeg4", 0),
  PICTURES_OUT_OF_ORDER_IN_AVI("avi", "mpeg4", 0),
  TRANSPORT_STREAM("mpegts", "libopenh264", 0),
  TWO_RECORDINGS_JOINED("mpegts", "libopenh264", 0),
  NO_TIMESTAMPS("h264", "libopenh264", 0),
  CUT_OFF_WITH_ITS_INDEX_IN_FRONT("mp4", "libopenh264", 0);

  /** Pictures of a recording. */
  public static final int FRAMES = 40;

  private static final int RATE = 44_100;
  private static final int FPS = 10;

  private final String format;
  private final String codec;
  private final double sound;

  OtherClips(String format, String codec, double sound) {
    this.format = format;
    this.codec = codec;
    this.sound = sound;
  }

  public Path write(Path dir) throws Exception {
    Path file = dir.resolve(name());
    record(file);
    byte[] bytes = Files.readAllBytes(file);
    if (this == CUT_OFF_WITH_ITS_INDEX_IN_FRONT) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
    if (this == TWO_RECORDINGS_JOINED) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      joined.write(bytes);
      joined.write(bytes);
      Files.write(file, joined.toByteArray());
    }
    return file;
  }

  private void record(Path file) throws Exception {
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(
            file.toFile(), SelfDescribingClip.WIDTH, SelfDescribingClip.HEIGHT, sound > 0 ? 1 : 0);
    recorder.setFormat(format);
    recorder.setVideoCodecName(codec);
    recorder.setPixelFormat(0);
    recorder.setFrameRate(FPS);
    recorder.setGopSize(FPS);
    recorder.setVideoBitrate(2_000_000);
    recorder.setMaxBFrames(codec.equals("mpeg4") ? 2 : 0);
    recorder.setSampleRate(RATE);
    if (format.equals("mp4")) {
      recorder.setOption("movflags", "faststart");
    }
    recorder.start();
    for (int number = 0; number < FRAMES; number++) {
      var picture = SelfDescribingClip.picture(number);
      byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
      recorder.recordImage(
          picture.getWidth(),
          picture.getHeight(),
          Frame.DEPTH_UBYTE,
          3,
          picture.getWidth() * 3,
          3,
          ByteBuffer.wrap(pixels));
      if (sound > 0) {
        recorder.recordSamples(RATE, 1, ShortBuffer.allocate((int) (RATE / FPS * sound)));
      }
    }
    recorder.close();
  }
}
