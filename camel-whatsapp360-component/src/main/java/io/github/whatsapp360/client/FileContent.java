package io.github.whatsapp360.client;

import io.github.whatsapp360.files.MediaFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;

/** The content of a file as a request sends it: complete, and with the length that the request has announced. */
final class FileContent {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final MediaFile file;
    private final OptionalLong length;

    /**
     * Creates the content.
     *
     * @throws io.github.whatsapp360.api.NotSentException if the length cannot be read
     */
    FileContent(MediaFile file) {
        this.file = file;
        try {
            this.length = file.length();
        } catch (IOException e) {
            throw LocalFileException.notSent(e);
        }
    }

    /** Returns the number of bytes; -1 if it is not known before the file is read. */
    long length() {
        return length.orElse(-1);
    }

    /**
     * Writes the file.
     *
     * @return the number of bytes
     * @throws LocalFileException if the file cannot be read, or has changed its size
     */
    long writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long count = 0;
        int last =
                -1; // written when the length is right, so that the service never gets a whole request of a wrong file
        try (InputStream in = open()) {
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
                count += n;
                if (length.isPresent() && count > length.getAsLong()) {
                    throw changed();
                }
                if (n > 0) {
                    write(last, out);
                    out.write(buffer, 0, n - 1);
                    last = buffer[n - 1] & 0xff;
                }
            }
        }
        if (length.isPresent() && count != length.getAsLong()) {
            throw changed();
        }
        write(last, out);
        return count;
    }

    private static LocalFileException changed() {
        return LocalFileException.unreadable(new IOException("the file changed its size while it was sent"));
    }

    private static void write(int last, OutputStream out) throws IOException {
        if (last >= 0) {
            out.write(last);
        }
    }

    private InputStream open() throws IOException {
        try {
            return file.open();
        } catch (IOException e) {
            throw LocalFileException.unreadable(e);
        }
    }

    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw LocalFileException.unreadable(e);
        }
    }
}
