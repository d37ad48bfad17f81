package io.github.whatsapp360.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The signatures at the beginning of files: a file without the signature of a format does not have that format.
 *
 * <p>Sources: ISO 32000 (PDF; readers accept up to 1,024 bytes before the signature), ISO 10918 (JPEG), ISO 15948
 * (PNG), RFC 9649 (WebP), ISO 14496-12 (MP4, M4A, 3GPP), RFC 3533 (Ogg), RFC 4867 (AMR), ISO 11172-3 and 13818-3 (MP3),
 * ISO 14496-3 (AAC in ADTS), id3.org (ID3v2), ISO 29500-2 (OOXML), MS-CFB (DOC, XLS, PPT).
 */
final class FileSignatures {

    private static final int PDF_BEFORE_MARK = 1024;
    private static final int ID3_HEADER = 10;
    private static final int ADTS_HEADER = 7;

    /** The bit rates of layer III in kbit/s: of MPEG-1, and of MPEG-2 and 2.5; 0 for values that are not allowed. */
    private static final int[][] MP3_BITRATES = {
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}
    };

    /** The sample rates in Hz by the version bits: MPEG-2.5, reserved, MPEG-2, MPEG-1. */
    private static final int[][] MP3_RATES = {
        {11_025, 12_000, 8_000}, {0, 0, 0}, {22_050, 24_000, 16_000}, {44_100, 48_000, 32_000}
    };

    private FileSignatures() {}

    /**
     * Decides by the signature alone if a file has this type.
     *
     * @return null if the signature does not decide: the format has none, or shares it with other formats
     */
    static Boolean tell(String mimeType, byte[] head) {
        if (head.length == 0) {
            return null;
        }
        return switch (mimeType) {
            case MimeTypes.PDF -> isPdf(head);
            case "image/jpeg" -> has(head, 0, "\u00ff\u00d8\u00ff");
            case "image/png" -> has(head, 0, "\u0089PNG\r\n\u001a\n");
            case "image/webp" -> has(head, 0, "RIFF") && has(head, 8, "WEBP");
            case "audio/ogg" -> has(head, 0, "OggS");
            case "audio/amr" -> has(head, 0, "#!AMR");
            case "audio/mpeg" -> isMp3(head);
            case "audio/aac" -> isAac(head);
            case "video/mp4", "audio/mp4", "video/3gpp" -> has(head, 4, "ftyp") ? null : Boolean.FALSE;
            case MimeTypes.DOCX, MimeTypes.XLSX, MimeTypes.PPTX -> OfficeFiles.mayBeInZip(head) ? null : Boolean.FALSE;
            case MimeTypes.DOC, MimeTypes.XLS, MimeTypes.PPT -> OfficeFiles.isOle(head) ? null : Boolean.FALSE;
            default -> null;
        };
    }

    static boolean has(byte[] head, int offset, String text) {
        byte[] mark = text.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= offset + mark.length
                && Arrays.equals(head, offset, offset + mark.length, mark, 0, mark.length);
    }

    static boolean isPdf(byte[] head) {
        for (int at = 0; at <= PDF_BEFORE_MARK && at < head.length; at++) {
            if (head[at] == '%' && has(head, at, "%PDF-")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the bytes begin with an ID3 tag without an ADTS frame after it, or with an MP3 frame that another
     * MP3 frame follows, as far as the bytes reach. Zeros before the first frame are allowed.
     */
    private static boolean isMp3(byte[] head) {
        int start = behindTag(head);
        if (start > 0) {
            return start >= head.length || adtsLength(head, start) == 0;
        }
        while (start < head.length && head[start] == 0) {
            start++;
        }
        int length = mp3Length(head, start);
        int next = start + length;
        return length > 0 && (next + 4 > head.length || mp3Length(head, next) > 0);
    }

    private static boolean isAac(byte[] head) {
        int start = behindTag(head);
        if (start > 0 && start >= head.length || has(head, 0, "ADIF")) {
            return true;
        }
        int length = adtsLength(head, start);
        int next = start + length;
        return length > 0 && (next + ADTS_HEADER > head.length || adtsLength(head, next) > 0);
    }

    /** Returns the position after an ID3v2 tag at the beginning; 0 if there is none. */
    private static int behindTag(byte[] head) {
        if (!has(head, 0, "ID3") || head.length < ID3_HEADER) {
            return 0;
        }
        return ID3_HEADER + ((head[6] & 0x7f) << 21 | (head[7] & 0x7f) << 14 | (head[8] & 0x7f) << 7 | head[9] & 0x7f);
    }

    /** Returns the length of the MP3 frame that begins here, in bytes; 0 if there is none. */
    private static int mp3Length(byte[] head, int at) {
        if (at + 4 > head.length || (head[at] & 0xff) != 0xff || (head[at + 1] & 0xe6) != 0xe2) {
            return 0;
        }
        int version = head[at + 1] >> 3 & 3;
        int rate = (head[at + 2] >> 2 & 3) == 3 ? 0 : MP3_RATES[version][head[at + 2] >> 2 & 3];
        int bitrate = MP3_BITRATES[version == 3 ? 0 : 1][head[at + 2] >> 4 & 15];
        if (rate == 0 || bitrate == 0) {
            return 0;
        }
        return (version == 3 ? 144_000 : 72_000) * bitrate / rate + (head[at + 2] >> 1 & 1);
    }

    /** Returns the length of the ADTS frame (AAC) that begins here, in bytes; 0 if there is none. */
    private static int adtsLength(byte[] head, int at) {
        if (at + 2 > head.length || (head[at] & 0xff) != 0xff || (head[at + 1] & 0xf6) != 0xf0) {
            return 0;
        }
        if (at + ADTS_HEADER > head.length) {
            return ADTS_HEADER;
        }
        int length = (head[at + 3] & 3) << 11 | (head[at + 4] & 0xff) << 3 | (head[at + 5] & 0xff) >> 5;
        return (head[at + 2] >> 2 & 15) > 12 || length < ADTS_HEADER ? 0 : length;
    }
}
