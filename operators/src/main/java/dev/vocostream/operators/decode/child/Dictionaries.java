package dev.vocostream.operators.decode.child;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/** Options as FFmpeg takes them. Whoever makes one frees it. */
final class Dictionaries {
  private Dictionaries() {}

  static AVDictionary of(Map<String, String> entries) {
    AVDictionary options = new AVDictionary(null);
    entries.forEach((key, value) -> av_dict_set(options, key, value, 0));
    return options;
  }

  /** The name of the first entry, null if there is none. FFmpeg leaves those it does not know. */
  static String firstKey(AVDictionary options) {
    AVDictionaryEntry entry = av_dict_iterate(options, null);
    return entry == null || entry.isNull() ? null : entry.key().getString();
  }
}
