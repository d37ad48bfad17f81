package io.github.whatsapp360.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The containers of Office files, as different programs write them. */
public final class OfficeSamples {

    private OfficeSamples() {}

    /** An archive of these entries; the first one of {@code [Content_Types].xml} says that the main part is this. */
    public static byte[] zip(String mainPart, String... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                String types =
                        "<?xml version=\"1.0\"?><Types><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                                + "<Override PartName=\"/x.xml\" ContentType=\"" + mainPart + "\"/></Types>";
                zip.write((entry.startsWith("[") ? types : "<x>" + entry + "</x>").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A compound file with these streams below its root, and one storage with an Excel workbook embedded. */
    public static byte[] ole(int sectorShift, int directorySector, String... streams) {
        int size = 1 << sectorShift;
        ByteBuffer file =
                ByteBuffer.allocate((directorySector + 1) * size + 64 * 128).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1});
        file.putShort(30, (short) sectorShift).putInt(48, directorySector);
        int at = (directorySector + 1) * size;
        entry(file, at, "Root Entry", 5, -1, -1, streams.length == 0 ? -1 : 1);
        for (int i = 0; i < streams.length; i++) {
            entry(file, at + (i + 1) * 128, streams[i], 2, -1, i + 1 < streams.length ? i + 2 : -1, i == 0 ? 40 : -1);
        }
        entry(file, at + 40 * 128, "Workbook", 2, -1, -1, -1);
        return file.array();
    }

    private static void entry(ByteBuffer file, int at, String name, int type, int left, int right, int child) {
        byte[] utf16 = name.getBytes(StandardCharsets.UTF_16LE);
        file.put(at, utf16).putShort(at + 64, (short) (utf16.length + 2)).put(at + 66, (byte) type);
        file.putInt(at + 68, left).putInt(at + 72, right).putInt(at + 76, child);
    }
}
