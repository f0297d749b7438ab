package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Splits as bytes. They are in every savepoint: a new field means a new version, and old versions
 * stay readable. Enums are written by name, so that their order may change.
 */
final class CameraSplitSerializer implements SimpleVersionedSerializer<CameraSplit> {
  static final int VERSION = 4;

  private static final long NO_CHANGE = -1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(CameraSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(128);
    write(split, out);
    return out.getCopyOfBuffer();
  }

  @Override
  public CameraSplit deserialize(int version, byte[] bytes) throws IOException {
    refuseUnknown(version);
    return read(version, new DataInputDeserializer(bytes));
  }

  private static void refuseUnknown(int version) throws IOException {
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "camera splits of version %d, expected 1 to %d: restore with the version that wrote them"
              .formatted(version, VERSION));
    }
  }

  private static void write(CameraSplit split, DataOutputView out) throws IOException {
    CameraSettings settings = split.settings();
    out.writeUTF(settings.id());
    out.writeUTF(settings.url());
    out.writeDouble(settings.fps());
    out.writeUTF(settings.play().name());
    out.writeUTF(settings.pace().name());
    out.writeLong(settings.retain().toMillis());
    out.writeInt(settings.maxFrames());
    out.writeLong(settings.maxBytes());
    out.writeLong(split.start());
    out.writeLong(split.playhead().laps());
    out.writeLong(split.playhead().playedMicros());
    out.writeLong(split.playhead().positionMicros());
    out.writeLong(split.playhead().lastFrame());
    out.writeBoolean(split.ended());
    out.writeInt(settings.tokensPerFrame());
    out.writeInt(settings.width());
    out.writeUTF(settings.credentials());
    out.writeBoolean(settings.paused());
    out.writeBoolean(split.removed());
    out.writeBoolean(settings.skipUnchanged());
    out.writeLong(settings.change() == null ? NO_CHANGE : settings.change());
  }

  private static CameraSplit read(int version, DataInputView in) throws IOException {
    CameraSplit first = readVersion1(in);
    if (version == 1) {
      return first;
    }
    CameraSettings settings = first.settings();
    int tokensPerFrame = in.readInt();
    int width = in.readInt();
    String credentials = in.readUTF();
    boolean paused = in.readBoolean();
    boolean removed = in.readBoolean();
    CameraSettings all =
        new CameraSettings(
            settings.id(),
            settings.url(),
            settings.fps(),
            settings.play(),
            settings.pace(),
            settings.retain(),
            settings.maxFrames(),
            settings.maxBytes(),
            tokensPerFrame,
            width,
            credentials,
            paused,
            version == 2 || in.readBoolean());
    long change = version < 4 ? NO_CHANGE : in.readLong();
    CameraSettings said = change == NO_CHANGE ? all : all.saidAt(change);
    return new CameraSplit(said, first.start(), first.playhead(), first.ended(), removed);
  }

  private static CameraSplit readVersion1(DataInputView in) throws IOException {
    CameraSettings settings =
        new CameraSettings(
            in.readUTF(),
            in.readUTF(),
            in.readDouble(),
            Play.valueOf(in.readUTF()),
            Pace.valueOf(in.readUTF()),
            Duration.ofMillis(in.readLong()),
            in.readInt(),
            in.readLong());
    long start = in.readLong();
    Playhead playhead = new Playhead(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    return new CameraSplit(settings, start, playhead, in.readBoolean());
  }

  /** The enumerator's checkpoint: cameras that no reader can be relied on to remember. */
  static final class OfMany implements SimpleVersionedSerializer<List<CameraSplit>> {
    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(List<CameraSplit> splits) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(128);
      out.writeInt(splits.size());
      for (CameraSplit split : splits) {
        write(split, out);
      }
      return out.getCopyOfBuffer();
    }

    @Override
    public List<CameraSplit> deserialize(int version, byte[] bytes) throws IOException {
      refuseUnknown(version);
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      List<CameraSplit> splits = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        splits.add(read(version, in));
      }
      return splits;
    }
  }
}
